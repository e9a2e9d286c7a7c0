package lesson

// This file makes the recordings that come with the lessons, and says where they
// lie and what machine they are from.

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"time"

	"corelanes/engine"
)

// RecordFolder is where the recordings lie, beside the lessons.
const RecordFolder = "recordings"

// RecordFile is the recording of a lesson's run.
func RecordFile(lesson, run string) string {
	return path.Join(RecordFolder, lesson+"."+run+engine.FileSuffix)
}

// Machine says in a line, in any language, what a recording was made on; "" when
// that is not known.
func Machine(o *engine.Opened) string {
	m := o.Machine
	if m == nil {
		return ""
	}
	return fmt.Sprintf("%s · %d × CPU · %s %s · %s", m.CPU, m.Cores, m.OS, m.Arch, o.Started.Format(time.DateOnly))
}

// Record runs all runs of lessons on this machine and keeps them beside the
// lessons in a folder, of several attempts each the quickest among those that
// nothing else took the cores from. told is called with each file, and whether
// there was no such attempt.
func Record(ctx context.Context, folder string, all []*Lesson, attempts int, program string, told func(file string, r engine.Report, disturbed bool)) error {
	if err := os.MkdirAll(filepath.Join(folder, RecordFolder), 0o755); err != nil {
		return fmt.Errorf("record the lessons: %w", err)
	}
	for _, l := range all {
		for _, x := range l.Runs {
			best, report, err := quietest(ctx, x.Plan, attempts, program)
			if err != nil {
				return fmt.Errorf("record %s, run %s: %w", l.ID, x.Name, err)
			}
			best, err = best.Private()
			if err != nil {
				return fmt.Errorf("record %s, run %s: %w", l.ID, x.Name, err)
			}
			file := RecordFile(l.ID, x.Name)
			if err := best.Save(filepath.Join(folder, filepath.FromSlash(file))); err != nil {
				return err
			}
			told(file, report, Disturbed(best.Recording.Cut(), x.Plan))
		}
	}
	return nil
}

// quietest runs a plan a few times, and is the quickest run that was not disturbed,
// or of all when each was.
func quietest(ctx context.Context, p engine.Plan, attempts int, program string) (best *engine.Opened, report engine.Report, err error) {
	had := false // best was not disturbed
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
		v := r.Recording().Cut()
		x, quiet := engine.NewReport(r.Plan, v, o), !Disturbed(v, r.Plan)
		if best == nil || quiet && !had || quiet == had && x.WallS < report.WallS {
			best, report, had = r.Kept(program), x, quiet
		}
	}
	return best, report, nil
}
