package model_test

// This file tests that a worker process which says what makes no sense is ended,
// and nobody else.

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"corelanes/engine/model"
	"corelanes/engine/proc"
	"corelanes/engine/work"
)

type nonsenseSpec struct{ Nonsense string }

// nonsense is what a worker writes where its answer should be.
var nonsense = map[string]func() error{
	"letters": func() error { _, err := fmt.Println("hello, this is no message"); return err },
	"a length that is too long": func() error {
		_, err := os.Stdout.Write([]byte{255, 255, 255, 255, 255, 255, 255, 255})
		return err
	},
	"no JSON": func() error { _, err := os.Stdout.Write([]byte{3, 0, 0, 0, 0, 0, 0, 0, '{', '{', '{'}); return err },
	"an unknown kind": func() error {
		return proc.WriteMessage(os.Stdout, proc.Message{Kind: "gossip"})
	},
}

func nonsenseProgram(spec json.RawMessage) (work.Program, bool) {
	var s nonsenseSpec
	if json.Unmarshal(spec, &s) != nil || nonsense[s.Nonsense] == nil {
		return work.Program{}, false
	}
	return work.Program{Bodies: map[string]work.Body{
		work.Main: func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
			bad, err := w.Start("bad", "nonsense", nil)
			if err != nil {
				return nil, err
			}
			good, err := w.Start("good", "sense", nil)
			if err != nil {
				return nil, err
			}
			if _, err := bad.Join(); err == nil || !strings.Contains(err.Error(), "bad (PID") {
				return nil, fmt.Errorf("nonsense is no error: %w", err)
			}
			if out, err := good.Join(); err != nil || string(out) != "good" {
				return nil, fmt.Errorf("the other one: %q, %w", out, err)
			}
			return []byte("{}"), nil
		},
		"nonsense": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
			if err := nonsense[s.Nonsense](); err != nil {
				return nil, err
			}
			return nil, w.Sleep(time.Hour)
		},
		"sense": func(work.Worker, *work.Kit, []byte) ([]byte, error) { return []byte("good"), nil },
	}}, true
}

func TestAWorkerThatTalksNonsenseIsEndedAndNobodyElse(t *testing.T) {
	m, err := model.Find("processes")
	if err != nil {
		t.Fatal(err)
	}
	for name := range nonsense {
		if _, err := runCase(t, m, nonsenseSpec{name}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
