package entry

// This file holds a trial: one controlled run in this process, of which nothing
// is kept but how it ended.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"corelanes/engine/control"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// trials runs a program again and again under control, in one piece of memory.
type trials struct {
	arena   *trace.Arena
	program work.Program
	model   model.Info
	options model.Options
	dir     string
}

// trialBytes is the memory of a trial: room for about 100,000 events.
const trialBytes = trace.MinArenaBytes + 4<<20

func newTrials(p work.Program, m model.Info, o model.Options, dir string) (*trials, error) {
	a, err := trace.NewArena(make([]byte, trialBytes), nil)
	if err != nil {
		return nil, fmt.Errorf("make room for the trials: %w", err)
	}
	return &trials{arena: a, program: p, model: m, options: o, dir: dir}, nil
}

// empty removes what is in a directory.
func empty(dir string) error {
	files, err := os.ReadDir(dir)
	for _, f := range files {
		err = errors.Join(err, os.RemoveAll(osys.Join(dir, f.Name())))
	}
	return err
}

// run is one trial. The recording of the last one is in t.arena.
func (t *trials) run(ch control.Chooser) (json.RawMessage, *control.Controller, error) {
	t.arena.Reset()
	if err := empty(t.dir); err != nil {
		return nil, nil, fmt.Errorf("clear the files of the trial before: %w", err)
	}
	clock := t.arena.VirtualClock()
	c := control.New(t.arena, ch, false)
	out, err := t.model.Run(&model.Stage{Program: t.program, Arena: t.arena, Clock: clock, Control: c, Dir: t.dir, Options: t.options})
	if now, _ := t.arena.Virtual(); err == nil {
		t.arena.Finish(now)
	}
	return out, c, err
}
