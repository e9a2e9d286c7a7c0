//go:build unix

package engine

import (
	"encoding/json"
	"testing"
)

func TestRepeatedRacesLoseUpdatesInRealRuns(t *testing.T) {
	var results []json.RawMessage
	for range 3 {
		o := start(t, Plan{Scenario: "race", Model: "threads", Set: map[string]string{"increments": "20", "pause": "true"}}).Wait()
		results = append(results, o.Result)
	}
	if x := CountLosses(results); x == nil || x.Runs != 3 || x.Of != 40 {
		t.Errorf("%+v", x)
	}
}
