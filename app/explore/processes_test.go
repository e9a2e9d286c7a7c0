package explore

// This file tests the table of processes, with a real run.

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

func TestTheTableOfProcessesTellsStatesAndSendsSignals(t *testing.T) {
	test.NewTempApp(t)
	speak(t, text.English)
	r, err := engine.Start(engine.Plan{Scenario: "child-process", Model: "processes", Set: map[string]string{"sleep": "30s"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { r.Stop(); r.Wait() }()
	var chosen trace.Lane
	p := newProcesses(func(l trace.Lane) { chosen = l })
	p.build()
	f := &conduct.Frame{Phase: conduct.Running, Run: r}
	p.show(f, 0)
	if len(p.rows) != 0 || !p.none.Visible() {
		t.Errorf("there are rows before there is a recording: %+v", p.rows)
	}
	look, limit := time.NewTicker(5*time.Millisecond), time.After(20*time.Second)
	defer look.Stop()
	until := func(letter string) {
		t.Helper()
		for len(p.rows) < 2 || !strings.HasPrefix(p.rows[1].head, letter+"  Process-1") {
			select {
			case <-limit:
				t.Fatalf("it never shows %s: %+v", letter, p.rows)
			case <-look.C:
			}
			r.Recording().Update(r.Now())
			f.View = r.Recording().Cut()
			p.show(f, f.View.End())
		}
	}
	until("S")
	if got := p.machine.Text; !strings.Contains(got, "2 processes, ") || !strings.Contains(got, " running") || !strings.Contains(got, "cores ") && !strings.Contains(got, "busy") || !p.machine.Visible() {
		t.Errorf("of all it says %q", got)
	}
	if p.rows[0].alive != true || p.rows[1].pid == p.rows[0].pid || !p.signals[0].Disabled() || !p.footer.Visible() {
		t.Errorf("%+v; a signal can be sent to nobody", p.rows)
	}
	p.list.OnSelected(1)
	if chosen != p.rows[1].lane || p.signals[0].Disabled() || !strings.Contains(p.told.Text, "Process-1") {
		t.Errorf("lane %d is chosen, %q", chosen, p.told.Text)
	}
	p.send("STOP")
	until("T")
	p.send("CONT")
	until("S")
	p.send("KILL")
	o := r.Wait()
	f.Outcome, f.View, f.Phase = &o, r.Recording().Cut(), conduct.Idle
	p.show(f, f.View.End())
	if x := p.rows[1]; !strings.HasPrefix(x.head, "X") && !strings.HasPrefix(x.head, "Z") || !strings.Contains(x.uses, "signal 9") || x.alive || p.footer.Visible() {
		t.Errorf("after its end: %+v", x)
	}
	p.send("KILL") // nobody is there; nothing happens
}
