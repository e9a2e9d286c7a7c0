package lessons

// This file holds the recordings that come with the program: a teacher in a
// hurry, or with one core, shows them instead of running.

import (
	"fmt"
	"io/fs"

	"corelanes/engine"
	"corelanes/engine/lesson"
	"corelanes/engine/trace"
)

// made is one run of a lesson: made here, or read.
type made struct {
	opened  *engine.Opened
	view    *trace.View
	report  engine.Report
	machine string // where it was recorded; "": here and now
}

// makeOf is a run with what is told of it.
func makeOf(o *engine.Opened, machine string) *made {
	v := o.Recording.Cut()
	return &made{o, v, engine.NewReport(o.Plan, v, o.Outcome), machine}
}

// records are the recordings of a folder.
type records struct{ folder fs.FS }

// has says whether there is a recording of every run of a lesson.
func (r records) has(l *lesson.Lesson) bool {
	for _, x := range l.Runs {
		if _, err := fs.Stat(r.folder, lesson.RecordFile(l.ID, x.Name)); err != nil {
			return false
		}
	}
	return true
}

// open reads the recording of a lesson's run.
func (r records) open(id, run string) (*made, error) {
	name := lesson.RecordFile(id, run)
	f, err := r.folder.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open the recording that comes with the lesson: %w", err)
	}
	defer f.Close()
	o, err := engine.Read(f, name)
	if err != nil {
		return nil, err
	}
	return makeOf(o, lesson.Machine(o)), nil
}
