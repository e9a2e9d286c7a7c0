package cpython

import "testing"

func TestTheCostOfRecordingIsWhatTheAgentsHaveMeasured(t *testing.T) {
	c := cost{records: 10, facts: 2}
	if got := c.all(); got != 10*recordNs+2*factNs {
		t.Errorf("before anything was measured: %d", got)
	}
	for _, x := range []fact{{Each: 300, Telling: 2000}, {Each: 500, Telling: 4000}, {Spent: 7}, {Each: -5, Telling: 1 << 62, Spent: -1}} {
		if !c.tells(&x) {
			t.Errorf("%+v is about the cost", x)
		}
	}
	if got := c.all(); got != 10*400+2*3000+7 {
		t.Errorf("it is %d", got)
	}
	if c.tells(&fact{Process: 1, T: 5}) {
		t.Error("a process is not about the cost")
	}
}
