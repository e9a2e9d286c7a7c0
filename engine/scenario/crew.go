package scenario

// This file holds how a scenario's main body starts its workers and waits for
// them, when each has a part of its own to play.

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// part is one worker's part: which of how many it is, from 0 on.
type part struct {
	I int `json:"i"`
	N int `json:"n"`
}

// crew starts n workers, called name-1, name-2 …, each with its part of the
// body, and waits for all. The error is the first one's.
func crew(w work.Worker, k *work.Kit, n int, name, body string) error {
	_, err := crewSays(w, k, n, name, body)
	return err
}

// crewSays does the same, and is how many of them returned anything.
func crewSays(w work.Worker, k *work.Kit, n int, name, body string) (said int, err error) {
	var handles []work.Handle
	for i := range n {
		k.At(w, "start")
		arg, err := json.Marshal(part{i, n})
		if err != nil {
			return 0, err
		}
		h, err := w.Start(name+"-"+strconv.Itoa(i+1), body, arg)
		if err != nil {
			return 0, err
		}
		handles = append(handles, h)
	}
	for _, h := range handles {
		k.At(w, "join")
		out, err := h.Join()
		if err != nil {
			return 0, err
		}
		if len(out) > 0 {
			said++
		}
	}
	return said, nil
}

// player makes a body of a function that plays a part.
func player(f func(w work.Worker, k *work.Kit, p part) error) work.Body {
	return speaker(func(w work.Worker, k *work.Kit, p part) ([]byte, error) { return nil, f(w, k, p) })
}

// speaker makes a body of a function that plays a part and may return
// something.
func speaker(f func(w work.Worker, k *work.Kit, p part) ([]byte, error)) work.Body {
	return func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
		var p part
		if err := json.Unmarshal(arg, &p); err != nil {
			return nil, fmt.Errorf("read the part to play: %w", err)
		}
		out, err := f(w, k, p)
		k.Step()
		return out, err
	}
}

// guarding is what a scenario needs of a lock, of whatever kind.
type guarding interface {
	Acquire(w *prim.Worker, blocking bool, timeout prim.Seconds) (bool, error)
	Release(w *prim.Worker) error
}

// holding runs f with the lock held: Python's "with".
func holding(w work.Worker, l guarding, f func() error) error {
	if _, err := l.Acquire(w.Self(), true, prim.Forever); err != nil {
		return err
	}
	err := f()
	if rerr := l.Release(w.Self()); err == nil {
		err = rerr
	}
	return err
}

// withLock runs f holding the lock of that name.
func withLock(w work.Worker, k *work.Kit, name string, f func() error) error {
	l, err := k.Lock(name)
	if err != nil {
		return err
	}
	return holding(w, l, f)
}

// firstError is the first of the errors that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// hold is the parameter for how long a step of a scenario takes.
func hold(name, class, smoke string) Parameter {
	return Parameter{Name: name, Type: Duration, Default: class, Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: smoke, Tiny: "10ms"}}
}

// countUp adds one to a shared number; the caller holds the lock that guards it.
func countUp(w work.Worker, k *work.Kit, name string) error {
	v, err := k.Value(name)
	if err != nil {
		return err
	}
	v.Set(w.Self(), v.Get(w.Self())+1)
	return nil
}

// result is a scenario's result as JSON.
func result(fields map[string]any) ([]byte, error) { return json.Marshal(fields) }

// most raises a shared number to n if it is lower; the caller holds the lock
// that guards it.
func most(w work.Worker, k *work.Kit, name string, n int64) error {
	v, err := k.Value(name)
	if err == nil && n > v.Get(w.Self()) {
		v.Set(w.Self(), n)
	}
	return err
}

// raised says whether an error is Python's of a class, "ValueError", whatever
// module that is of.
func raised(err error, class string) bool {
	var e *prim.Error
	return errors.As(err, &e) && (e.Class == class || strings.HasSuffix(e.Class, "."+class))
}
