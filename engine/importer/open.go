package importer

// This file holds the import of a file by its name.

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"corelanes/engine"
)

// Open reads another program's recording from a file, as something that can be
// shown and saved like a run's. Note says in a sentence what was read. program
// is the version that reads it.
func Open(path, program string) (o *engine.Opened, note string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", fmt.Errorf("import: %w", err)
	}
	defer f.Close()
	x, err := Read(f)
	if err != nil {
		return nil, "", fmt.Errorf("import %s: %w", path, err)
	}
	v := x.Recording.Cut()
	o = &engine.Opened{
		Plan:      engine.Plan{Scenario: filepath.Base(path), Model: x.Format, Workers: len(v.Lanes())},
		Outcome:   engine.Outcome{Status: engine.Done},
		Recording: x.Recording, Program: program, Events: x.Events, Damage: x.Damage,
	}
	if info, err := f.Stat(); err == nil {
		o.Started = info.ModTime().Add(-time.Duration(v.End()))
	}
	note = fmt.Sprintf("%d events, %d lanes, %.3f s", x.Events, len(v.Lanes()), float64(v.End())/1e9)
	if x.Left > 0 {
		note += fmt.Sprintf("; %d events were left out: this program has no picture of them", x.Left)
	}
	if x.Damage != "" {
		note += "; " + x.Damage
	}
	return o, note, nil
}
