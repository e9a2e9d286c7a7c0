package lesson

// This file makes the recordings that come with the lessons, and says where they
// lie and what machine they are from.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"corelanes/engine"
)

// RecordFolder is where the recordings lie, beside the lessons.
const RecordFolder = "recordings"

// MachineFile says what machine they are from.
const MachineFile = RecordFolder + "/machine.json"

// RecordFile is the recording of a lesson's run.
func RecordFile(lesson, run string) string {
	return path.Join(RecordFolder, lesson+"."+run+engine.FileSuffix)
}

// Machine is what a recording was made on.
type Machine struct {
	CPU   string `json:"cpu"`
	Cores int    `json:"cores"`
	OS    string `json:"os"`
	Date  string `json:"date"` // year-month-day
}

// String says it in a line, in any language.
func (m Machine) String() string {
	return fmt.Sprintf("%s · %d × CPU · %s · %s", m.CPU, m.Cores, m.OS, m.Date)
}

// Record runs all runs of lessons on this machine and keeps them beside the
// lessons in a folder, of several attempts each the quickest: nothing else took its cores.
// told is called with each file.
func Record(ctx context.Context, folder string, all []*Lesson, attempts int, program string, told func(file string, o engine.Report)) error {
	if err := os.MkdirAll(filepath.Join(folder, RecordFolder), 0o755); err != nil {
		return fmt.Errorf("record the lessons: %w", err)
	}
	for _, l := range all {
		for _, x := range l.Runs {
			best, report, err := quietest(ctx, x.Plan, attempts, program)
			if err != nil {
				return fmt.Errorf("record %s, run %s: %w", l.ID, x.Name, err)
			}
			file := RecordFile(l.ID, x.Name)
			if err := best.Save(filepath.Join(folder, filepath.FromSlash(file))); err != nil {
				return err
			}
			told(file, report)
		}
	}
	m := engine.Machine(ctx)
	data, err := json.MarshalIndent(Machine{m.CPUModel, m.Cores, m.OS + " " + m.Arch, time.Now().Format(time.DateOnly)}, "", " ")
	if err != nil {
		return fmt.Errorf("record the lessons: %w", err)
	}
	return engine.WriteWhole(filepath.Join(folder, filepath.FromSlash(MachineFile)), func(w io.Writer) error {
		_, err := w.Write(append(data, '\n'))
		return err
	})
}

// quietest runs a plan a few times, and is the quickest run: the one that least
// else took its cores from.
func quietest(ctx context.Context, p engine.Plan, attempts int, program string) (best *engine.Opened, report engine.Report, err error) {
	for range max(attempts, 1) {
		r, err := engine.Start(p)
		if err != nil {
			return nil, report, err
		}
		stop := context.AfterFunc(ctx, r.Stop)
		o := r.Wait()
		stop()
		switch {
		case ctx.Err() != nil:
			return nil, report, ctx.Err()
		case o.Status != engine.Done && o.Status != engine.Deadlocked:
			return nil, report, fmt.Errorf("it ended %s: %w", o.Status, o.Err)
		}
		x := engine.NewReport(r.Plan, r.Recording().Cut(), o)
		if best == nil || x.WallS < report.WallS {
			best, report = r.Kept(program), x
		}
	}
	return best, report, nil
}
