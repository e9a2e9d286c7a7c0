package ipc

// This file tests the manager's side of a conversation, without processes.

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"corelanes/engine/prim"
)

// talkTo begins a conversation with a manager.
func talkTo(t *testing.T, m *manager) (ask func(q call) answer) {
	t.Helper()
	here, there := net.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		m.converse(there)
		there.Close()
	}()
	t.Cleanup(func() { here.Close(); <-done })
	return func(q call) (a answer) {
		head, _, err := encode(q)
		if err == nil {
			_, err = here.Write(head)
		}
		if err != nil {
			t.Error(err)
			return answer{}
		}
		i, _, err := receive(here)
		if errors.Is(err, ErrEOF) || errors.Is(err, io.ErrClosedPipe) {
			return answer{}
		}
		if err = errors.Join(err, i.Into(&a)); err != nil {
			t.Error(err)
		}
		return a
	}
}

func TestWhoWaitsIsToldThatTheManagerEnds(t *testing.T) {
	m := &manager{objects: map[string]*managed{}}
	told := make(chan answer)
	ask := talkTo(t, m)
	ask(call{Kind: kindEvent, Object: "e", Method: methodMake})
	go func() {
		told <- ask(call{Kind: kindEvent, Object: "e", Method: "wait", Args: arguments{json.RawMessage("1e9")}})
	}()
	m.end()
	select {
	case a := <-told:
		if a.Class != "EOFError" {
			t.Errorf("it was told %+v", a)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits")
	}
}

// FuzzManager has a manager hear whatever bytes: it answers, or hangs up, and
// never panics or waits where nobody asked it to.
func FuzzManager(f *testing.F) {
	seed := func(calls ...call) {
		var all []byte
		for _, q := range calls {
			head, _, err := encode(q)
			if err != nil {
				f.Fatal(err)
			}
			all = append(all, head...)
		}
		f.Add(all)
	}
	made := map[string]arguments{kindValue: {json.RawMessage("1")}, kindSemaphore: {json.RawMessage("1")}, kindQueue: {json.RawMessage("0")}}
	for kind, of := range methods {
		calls := []call{{Kind: kind, Object: "o", Method: methodMake, Args: made[kind]}}
		for name := range of {
			calls = append(calls, call{Kind: kind, Object: "o", Method: name, Args: arguments{json.RawMessage("0"), json.RawMessage("0")}})
		}
		seed(calls...)
	}
	seed(call{Method: methodEnd})
	f.Add([]byte("no message"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := &manager{objects: map[string]*managed{}, over: true} // nobody waits for ever
		m.converse(&deafSocket{left: b})
		for name, o := range m.objects {
			if o == nil || methods[o.kind] == nil {
				t.Errorf("the manager keeps %q, a %+v", name, o)
			}
		}
	})
}

// deafSocket gives bytes to read and swallows what is written.
type deafSocket struct{ left []byte }

func (s *deafSocket) Read(b []byte) (int, error) {
	if len(s.left) == 0 {
		return 0, io.EOF
	}
	n := copy(b, s.left)
	s.left = s.left[n:]
	return n, nil
}

func (s *deafSocket) Write(b []byte) (int, error) { return len(b), nil }

func TestArgumentsOfAnotherNumberOrTypeAreATypeError(t *testing.T) {
	for _, a := range []arguments{nil, {json.RawMessage("1")}, {json.RawMessage("1"), json.RawMessage(`"x"`)}} {
		var i, j int
		var e *prim.Error
		if err := a.into(&i, &j); !errors.As(err, &e) || e.Class != "TypeError" {
			t.Errorf("%s: %v", a, err)
		}
	}
}
