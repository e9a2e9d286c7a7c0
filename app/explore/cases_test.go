package explore_test

// This file tests that Russian sentences name objects in the case of their
// place.

import (
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

func TestInRussianAnObjectIsNamedInTheCaseOfItsPlace(t *testing.T) {
	p := sitDown(t, text.Russian)
	p.startPlan(engine.Plan{Scenario: "condition", Model: "threads", Workers: 2, Set: map[string]string{"size": "smoke"}})
	p.waitForEnd()
	v := p.page.View()
	for i := range v.Objs() {
		o := v.Objs()[i].Info
		want := map[trace.ObjKind][2]string{
			trace.ObjLock:      {"блокировка buffer", "блокировку buffer"},
			trace.ObjCondition: {"условная переменная buffer", "условную переменную buffer"},
			trace.ObjGIL:       {"GIL", "GIL"},
		}[o.Kind]
		if want[0] == "" {
			continue
		}
		if is, takes := words.Named(v, o.ID), words.Obj(v, o.ID); is != want[0] || takes != want[1] {
			t.Errorf("it is %q and one takes %q, want %q", is, takes, want)
		}
	}
	p.page.ShowLog()
	p.waitFor("the log's last line in full", func() bool { return p.sees("прочитал значение") })
}
