package explore

// This file holds the ways of a run that is steered by hand: back, and to
// another way that was taken before.

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
)

// branch is a way that was left.
type branch struct {
	schedule string
	point    int    // the last at which was asked
	end      string // how it ended, "" if it was left before
}

// ending says how the run ended.
func (s *steps) ending(o *engine.Outcome) string {
	if o.Status == engine.Deadlocked {
		return text.X("a.steps.end.deadlocked")
	}
	return text.X("a.steps.end." + string(o.Status))
}

// here is the way to where the run is now.
func (s *steps) here() branch {
	b := branch{schedule: s.asked.Schedule, point: s.asked.Point}
	if o := s.page.frame.Outcome; o != nil && s.page.frame.Phase != conduct.Running {
		if o.Schedule != "" {
			b.schedule = o.Schedule
		}
		b.end = s.ending(o)
	}
	return b
}

// leads says whether a way leads through another one.
func (b branch) leads(through branch) bool {
	along := through.schedule == "" || b.schedule == through.schedule || strings.HasPrefix(b.schedule, through.schedule+",")
	return along && through.point <= b.point && (through.end == "" || through.end == b.end)
}

// back goes one point back. The way that was taken is kept.
func (s *steps) back() {
	if s.asked == nil || s.page.frame.Phase == conduct.Starting {
		return
	}
	point := s.asked.Point - 1
	if s.here().end != "" && !s.asked.Over() {
		point++ // the last question, instead of the end
	}
	s.take(branch{schedule: s.asked.Schedule, point: point})
}

// take goes another way up to its last question.
func (s *steps) take(b branch) {
	plan, err := s.page.frame.Plan.Back(b.schedule, b.point)
	if err != nil {
		return
	}
	here, kept := s.here(), false
	for _, o := range s.others {
		kept = kept || o.leads(here)
	}
	if !kept {
		s.others = append(s.others, here)
	}
	s.waits, s.left = false, s.run
	s.page.begin(plan)
}

// showWays adds the ways that were left.
func (s *steps) showWays() {
	if len(s.others) == 0 {
		return
	}
	s.add(text.X("a.steps.ways"), widget.MediumImportance)
	for _, b := range s.others {
		button := s.page.quiet(fmt.Sprintf("%s  …%d", clipped(b.schedule), b.point), theme.MailForwardIcon(), "", func() { s.take(b) })
		button.Alignment, button.Importance = widget.ButtonAlignLeading, widget.LowImportance
		s.rows.Add(button)
		if b.end != "" {
			s.add(b.end, widget.LowImportance)
		}
	}
}

// clipped is the end of a long schedule.
func clipped(schedule string) string {
	const most = 24
	if len(schedule) <= most {
		return schedule
	}
	return "…" + schedule[len(schedule)-most:]
}
