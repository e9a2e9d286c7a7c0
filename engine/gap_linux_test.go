package engine

// This file tests that a run which was stopped as a whole says so.

import (
	"syscall"
	"testing"
	"time"

	"corelanes/engine/trace"
)

func TestARunThatWasStoppedAsAWholeSaysSo(t *testing.T) {
	for _, model := range []string{"threads", "processes"} {
		r, err := Start(Plan{Scenario: "long-short-sleep", Model: model, Set: map[string]string{"long": "60s"}})
		if err != nil {
			t.Fatal(err)
		}
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		until := func(what string, so func(v *trace.View) bool) {
			t.Helper()
			timeout := time.After(time.Minute)
			for {
				select {
				case <-tick.C:
				case <-timeout:
					t.Fatalf("%s: %s: not within a minute", model, what)
				}
				r.Recording().Update(r.Now())
				if so(r.Recording().Cut()) {
					return
				}
			}
		}
		letter := func(want rune) func(v *trace.View) bool {
			return func(v *trace.View) bool {
				some := false
				for i := range v.Objs() {
					o := &v.Objs()[i]
					if o.Info.Unit != trace.UnitLetter {
						continue
					}
					all := v.Samples(o.Info.ID)
					if len(all) == 0 || (rune(all[len(all)-1].Value) == 'T') != (want == 'T') {
						return false
					}
					some = true
				}
				return some
			}
		}
		until("it is measured", letter('S'))
		signal := func(s syscall.Signal) {
			if err := syscall.Kill(-r.child.PID, s); err != nil {
				t.Fatal(err)
			}
		}
		signal(syscall.SIGSTOP)
		until("it is stopped", letter('T'))
		signal(syscall.SIGCONT)
		until("it goes on, and the gap is told", func(v *trace.View) bool { return len(v.Gaps()) > 0 })
		r.Stop()
		r.Wait()
		v := r.Recording().Cut()
		g := v.Gaps()[0]
		if len(v.Gaps()) != 1 || g.Why != trace.GapStopped || g.To <= g.From || g.To > v.End() || g.Length != g.To-g.From {
			t.Errorf("%s: %+v of a run up to %d", model, v.Gaps(), v.End())
		}
	}
}
