package explore_test

// This file tests the race that is run again and again, as a person does it.

import (
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestARaceIsRunAgainAndAgainForItsHistogram(t *testing.T) {
	p := sitDown(t, text.English)
	p.startPlan(engine.Plan{Scenario: "race", Model: "asyncio", Workers: 2, Set: map[string]string{"increments": "5"}})
	p.waitForEnd()
	p.page.ShowSummary()
	p.mustSee("Was it luck?")
	p.presses("Run it 100 times")
	p.waitFor("the end of all runs", func() bool { return p.sees("100 runs of 10 updates each; 100 of them lost none.") })
	p.mustSee("lost none")

	p.presses("Run it 100 times")
	p.waitFor("some of the runs", func() bool { return p.sees(" of 100 …") && !p.sees("Run 0 of 100 …") })
	p.presses("Enough")
	p.waitFor("what they came to", func() bool { return p.sees("of them lost none.") })
}
