package model_test

// This file tests what event loops hand to others: blocking calls and computing,
// in threads and in processes; and that a thread beside a loop wakes its tasks.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"corelanes/engine/code"
	"corelanes/engine/model"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// besideSpec names a case.
type besideSpec struct{ Beside string }

const besideText = `def square(x):
    return x * x

def fails():
    return 1 // 0

def unlock():
    release()
`

func besideProgram(spec json.RawMessage) (work.Program, bool) {
	var s besideSpec
	if json.Unmarshal(spec, &s) != nil || besideCases[s.Beside] == nil {
		return work.Program{}, false
	}
	return work.Program{
		Text: besideText,
		Natives: map[string]work.Native{
			"release": func(w work.Worker, k *work.Kit, _ []code.Value) (code.Value, error) {
				l, err := k.Lock("l")
				if err != nil {
					return code.None(), err
				}
				return code.None(), l.Release(w.Self())
			},
		},
		Setup: func(k *work.Kit) error { return k.MakeLock("l") },
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return nil, besideCases[s.Beside](w, k) },
			"lane": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
				return []byte(strconv.Itoa(int(w.Self().Lane))), nil
			},
			"pid": func(work.Worker, *work.Kit, []byte) ([]byte, error) { return []byte(strconv.Itoa(os.Getpid())), nil },
			"unlock": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
				_, err := w.Call("unlock")
				return nil, err
			},
			"wait": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				l, err := k.Lock("l")
				if err != nil {
					return nil, err
				}
				_, err = l.Acquire(w.Self(), true, prim.Forever)
				return nil, errors.Join(err, l.Release(w.Self()))
			},
		},
	}, true
}

var besideCases = map[string]func(w work.Worker, k *work.Kit) error{
	"elsewhere": func(w work.Worker, k *work.Kit) error {
		a, ok := work.AsyncOf(w)
		if !ok {
			return errors.New("no loop")
		}
		lane, err := a.Offload(work.ThreadPool, "lane", "lane", nil)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(string(lane))
		if info, _ := k.Arena.LaneInfo(trace.Lane(n)); err != nil || info.Kind != trace.LaneThread || info.Name != "asyncio_0" {
			return fmt.Errorf("it ran on %q, %v (%v)", info.Name, info.Kind, err)
		}
		pid, err := a.Offload(work.ProcessPool, "pid", "pid", nil)
		if err != nil || string(pid) == strconv.Itoa(os.Getpid()) {
			return fmt.Errorf("it ran in process %s: %w", pid, err)
		}
		return failIf(len(pid) == 0)
	},
	"computing": func(w work.Worker, _ *work.Kit) error {
		v, err := w.Call("square", code.Int(12))
		if n, _ := v.Int64(); err != nil || n != 144 {
			return fmt.Errorf("%s, %w", v, err)
		}
		if _, err := w.Call("fails"); err == nil || !strings.Contains(err.Error(), "ZeroDivisionError") {
			return fmt.Errorf("an error of the text: %w", err)
		}
		return nil
	},
	"a thread or a process wakes a task": func(w work.Worker, k *work.Kit) error {
		a, _ := work.AsyncOf(w)
		l, err := k.Lock("l")
		if err != nil {
			return err
		}
		unlocks := map[string]func() error{
			"a thread":            func() error { _, err := a.Offload(work.ThreadPool, "unlock", "unlock", nil); return err },
			"a process":           func() error { _, err := a.Offload(work.ProcessPool, "unlock", "unlock", nil); return err },
			"wherever text runs":  func() error { _, err := w.Call("unlock"); return err },
			"the task that holds": func() error { return l.Release(w.Self()) },
		}
		for by, unlock := range unlocks {
			if _, err := l.Acquire(w.Self(), true, prim.Forever); err != nil {
				return err
			}
			h, err := w.Start("waits", "wait", nil)
			if err != nil {
				return err
			}
			if err := errors.Join(w.Sleep(0), unlock()); err != nil {
				return fmt.Errorf("%s: %w", by, err)
			}
			if _, err := h.Join(); err != nil {
				return err
			}
		}
		return nil
	},
}

func TestLoopsHandCallsToOthers(t *testing.T) {
	for _, m := range model.All() {
		if !m.Tasks || !m.Possible {
			continue
		}
		for name := range besideCases {
			t.Run(m.ID+"/"+name, func(t *testing.T) {
				if _, err := runCase(t, m, besideSpec{name}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}
