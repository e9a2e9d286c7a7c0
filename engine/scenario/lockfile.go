package scenario

// This file holds S27, five writers and one file: a Lock.

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/work"
)

func lockFile() *Scenario {
	return &Scenario{
		ID: "lock-file", Number: "S27", Category: "sync", Workers: 5,
		Title:   "Lock: five writers, one file",
		Promise: "Each writes a line in pieces. With the lock the lines stay whole; without it they may tear.",
		Parameters: []Parameter{
			{Name: "lock", Type: Bool, Default: "true"},
			{Name: "section", Type: Choice, Default: "long", Choices: []string{"long", "short"}},
			{Name: "pieces", Type: Int, Default: "4", Min: 1, Max: 100, Sizes: map[string]string{Smoke: "2", Tiny: "2"}},
			{Name: "hold", Type: Duration, Default: "200ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "4ms"}},
		},
		Goals: []Goal{
			{Key: "torn", Text: "Tear a line", Met: func(e Ended) bool {
				n, ok := e.field("torn")
				return ok && n > 0
			}},
			{Key: "whole", Text: "Keep all lines whole, with several writers at work", Met: func(e Ended) bool {
				n, _ := e.field("whole")
				return n > 1 && e.is("torn", 0)
			}},
			{Key: "short", Text: "Keep them whole with nobody waiting longer than one writer prepares", Met: func(e Ended) bool {
				return e.Values.Bool("lock") && e.Values["section"] == "short" && e.is("torn", 0)
			}},
		},
		Program: lockFileProgram,
	}
}

// line is what a writer writes, the source text's own: "Строка 0".
func line(i int) string { return "Строка " + strconv.Itoa(i) + "\n" }

func lockFileProgram(v Values) (work.Program, error) {
	locked, short, pieces, hold := v.Bool("lock"), v["section"] == "short", v.Int("pieces"), v.Duration("hold")
	return work.Program{
		Setup: func(k *work.Kit) error { return k.MakeLock("file") },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				var handles []work.Handle
				for i := range k.Workers {
					k.At(w, "start")
					h, err := w.Start("Writer-"+strconv.Itoa(i), "write", []byte(strconv.Itoa(i)))
					if err != nil {
						return nil, err
					}
					handles = append(handles, h)
				}
				for _, h := range handles {
					k.At(w, "join")
					if _, err := h.Join(); err != nil {
						return nil, err
					}
				}
				return checkLines(w, k)
			},
			"write": func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
				i, err := strconv.Atoi(string(arg))
				if err != nil {
					return nil, fmt.Errorf("writer %q: %w", arg, err)
				}
				between := hold / time.Duration(pieces)
				if short { // what needs no lock is done before
					k.At(w, "prepare")
					if err := w.Sleep(hold); err != nil {
						return nil, err
					}
					between = 0
				}
				write := func() error { return writePieces(w, k, line(i), pieces, between) }
				if locked {
					k.At(w, "acquire")
					err = withLock(w, k, "file", write)
				} else {
					err = write()
				}
				k.Step()
				return nil, err
			},
		},
	}, nil
}

func output(k *work.Kit) string { return k.File("output.txt") }

// writePieces appends text to the run's file in pieces, with a pause after each.
func writePieces(w work.Worker, k *work.Kit, text string, pieces int, pause time.Duration) (err error) {
	var f *os.File
	k.At(w, "open")
	err = w.IO(func() error {
		f, err = os.OpenFile(output(k), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		return err
	})
	if err != nil {
		return fmt.Errorf("open the file: %w", err)
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	for p := range pieces {
		piece := text[len(text)*p/pieces : len(text)*(p+1)/pieces]
		k.At(w, "write")
		if err := w.IO(func() error { _, err := f.WriteString(piece); return err }); err != nil {
			return fmt.Errorf("write to the file: %w", err)
		}
		k.At(w, "hold")
		if err := w.Sleep(pause); err != nil {
			return err
		}
	}
	return nil
}

// checkLines reads the file and counts the lines that are whole.
func checkLines(w work.Worker, k *work.Kit) ([]byte, error) {
	var data []byte
	err := w.IO(func() (err error) {
		data, err = os.ReadFile(output(k))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	wanted := map[string]bool{}
	for i := range k.Workers {
		wanted[line(i)] = true
	}
	whole, torn := 0, 0
	for l := range strings.Lines(string(data)) {
		if wanted[l] {
			whole++
			delete(wanted, l)
		} else {
			torn++
		}
	}
	return json.Marshal(map[string]any{"whole": whole, "torn": torn})
}
