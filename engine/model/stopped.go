package model

// This file holds what is written down of a process that a signal has stopped:
// it cannot say so itself.

// tellStops has the lanes of the run's processes say when a signal has stopped
// them, and when they go on. A trial of a search has no family: it starts nobody.
func (s *Stage) tellStops() {
	if s.Family == nil {
		return
	}
	rec := s.Arena.NewWriter(s.Clock, 1)
	s.Family.OnStop(func(pid int, stopped bool) { rec.StopAt(rec.Now(), pid, stopped) })
}
