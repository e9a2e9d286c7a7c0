// This file holds the tests of checkpoints: how many there are, where they are, and what can happen between two of them.

package code

import (
	"errors"
	"sync/atomic"
	"testing"
)

// recorder is a host that keeps the lines of its polls and of its line events.
type recorder struct {
	polls, lines []int
	onPoll       func() error
}

func (r *recorder) Poll(line int) error {
	r.polls = append(r.polls, line)
	if r.onPoll != nil {
		return r.onPoll()
	}
	return nil
}

func (r *recorder) Line(line int) { r.lines = append(r.lines, line) }

// pollsOf runs k(n) with a poll at each checkpoint and returns the lines polled.
func pollsOf(t *testing.T, text string, n int64) []int {
	t.Helper()
	native := func(*Thread, []Value) (Value, error) { return Int(1), nil }
	r := &recorder{}
	th := NewThread(r, nil)
	th.PollEvery = 1
	if _, err := th.Call(NewModule(compile(t, text), map[string]Native{"native": native}), "k", Int(n)); err != nil {
		t.Fatal(err)
	}
	return r.polls
}

func TestCheckpointsAreWhereCPythonHasThem(t *testing.T) {
	tests := []struct {
		name, text string
		fixed      int // checkpoints of a call that makes no turn
		turn       int // more for each turn
		last       int // less for the last turn
	}{
		{"straight code has only the function's entry", "def k(n):\n    x = n + 1\n    if x > 3:\n        x = 2\n    return -x\n", 1, 0, 0},
		{"a for loop has one backward jump a turn", "def k(n):\n    x = 0\n    for i in range(n):\n        x += i * i\n", 2, 1, 0},
		{"a while loop has one backward jump a turn, none after the last", "def k(n):\n    while n > 0:\n        n -= 1\n", 1, 1, 1},
		{"while True jumps back once a turn", "def k(n):\n    while True:\n        if n == 0:\n            break\n        n -= 1\n", 1, 1, 0},
		{"and in a condition adds none", "def k(n):\n    while n > 0 and not n == -1:\n        n -= 1\n", 1, 1, 1},
		{"continue is a backward jump instead of the loop's", "def k(n):\n    for i in range(n):\n        if i % 2:\n            continue\n        i += 1\n", 2, 1, 0},
		{"a global is loaded and stored without one", "x = 0\ndef k(n):\n    global x\n    for i in range(n):\n        x += 1\n", 2, 1, 0},
		{"a native has one when it has returned", "def k(n):\n    for i in range(n):\n        x = native()\n", 2, 2, 0},
		{"a function has one where it begins, none where it returns", "def f():\n    return 1\ndef k(n):\n    for i in range(n):\n        f()\n", 2, 2, 0},
		{"append and len are natives", "def k(n):\n    l = []\n    for i in range(n):\n        l.append(len(l))\n", 2, 3, 0},
		{"indexing has none", "def k(n):\n    l = [0]\n    for i in range(n):\n        l[0] += l[-1]\n", 2, 1, 0},
		{"a generator has one where it goes on and one where it jumps back", "def k(n):\n    return sum(i * i for i in range(n))\n", 4, 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, n := range []int64{0, 1, 10, 1000} {
				want := tt.fixed + tt.turn*int(n) - tt.last*int(min(n, 1))
				if got := len(pollsOf(t, tt.text, n)); got != want {
					t.Errorf("%d turns: %d checkpoints, want %d", n, got, want)
				}
			}
		})
	}
}

func TestAPollKnowsItsLine(t *testing.T) {
	got := pollsOf(t, "def f():\n    return 1\n\ndef k(n):\n    x = 0\n    for i in range(n):\n        x = x + f()\n        x = x + native()\n", 2)
	want := []int{4, 6, 1, 8, 8, 1, 8, 8}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestEveryCheckpointInstructionIsMarkedInTheTable(t *testing.T) {
	for op := range numOps {
		switch op {
		case Resume, JumpBackward, PopJumpBackwardIfFalse, PopJumpBackwardIfTrue, Call, CallMethod, ReturnSum:
			if !op.Checkpoint() {
				t.Errorf("%v is not marked", op)
			}
		default:
			if op.Checkpoint() {
				t.Errorf("%v is marked", op)
			}
		}
	}
}

func TestThePollIsCalledAtLeastEveryPollEveryCheckpoints(t *testing.T) {
	r := &recorder{}
	th := NewThread(r, nil)
	th.PollEvery = 100
	m := NewModule(compile(t, kernels[0].text), nil)
	if _, err := th.Call(m, "k", Int(9_998)); err != nil { // with the function's entry and range: 10,000 checkpoints
		t.Fatal(err)
	}
	if len(r.polls) != 100 {
		t.Errorf("%d polls of 10,000 checkpoints", len(r.polls))
	}
}

func TestTheBreakerAsksForAPollAtTheNextCheckpoint(t *testing.T) {
	var breaker atomic.Uint32
	r := &recorder{}
	r.onPoll = func() error { breaker.Store(0); return nil }
	set := func(*Thread, []Value) (Value, error) { breaker.Store(1); return None(), nil }
	m := NewModule(compile(t, "def k(n):\n    for i in range(n):\n        if i == 5:\n            set()\n"), map[string]Native{"set": set})
	if _, err := NewThread(r, &breaker).Call(m, "k", Int(100)); err != nil {
		t.Fatal(err)
	}
	if len(r.polls) != 1 || r.polls[0] != 4 {
		t.Errorf("polls at lines %v, want one at line 4", r.polls)
	}
}

func TestAnErrorOfPollEndsTheProgramAsItIs(t *testing.T) {
	stop := errors.New("stopped")
	for _, k := range kernels {
		r := &recorder{}
		r.onPoll = func() error {
			if len(r.polls) == 50 {
				return stop
			}
			return nil
		}
		th := NewThread(r, nil)
		th.PollEvery = 1
		m := NewModule(compile(t, k.text), nil)
		if _, err := th.Call(m, "k", Int(1000)); !errors.Is(err, stop) || len(r.polls) != 50 {
			t.Errorf("%s: error %v after %d polls", k.name, err, len(r.polls))
		}
		r.onPoll = nil
		if _, err := th.Call(m, "k", Int(10)); err != nil {
			t.Errorf("%s: the thread cannot be used again: %v", k.name, err)
		}
	}
}

// relay is the strictest GIL there is: at each checkpoint it is handed to the other thread, until that has ended.
type relay struct {
	mine, other chan struct{}
	alone       *bool // read and written by the holder only
}

func (r relay) Poll(int) error {
	if !*r.alone {
		r.other <- struct{}{}
		<-r.mine
	}
	return nil
}

func (relay) Line(int) {}

// inTurns runs k(n) on two threads that change at each checkpoint and returns the global x after it.
func inTurns(t *testing.T, text string, n int64) int64 {
	t.Helper()
	m := NewModule(compile(t, text), nil)
	a, b := make(chan struct{}, 1), make(chan struct{}, 1)
	alone := false
	done := make(chan error, 2)
	run := func(r relay) {
		th := NewThread(r, nil)
		th.PollEvery = 1
		<-r.mine
		_, err := th.Call(m, "k", Int(n))
		if !alone {
			alone = true
			r.other <- struct{}{}
		}
		done <- err
	}
	go run(relay{a, b, &alone})
	go run(relay{b, a, &alone})
	a <- struct{}{}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	v, _ := m.Get("x")
	x, _ := v.Int64()
	return x
}

func TestAnUpdateWithoutACallIsNeverLostUnderAGIL(t *testing.T) {
	got := inTurns(t, "x = 0\ndef k(n):\n    global x\n    for i in range(n):\n        x += 1\n", 1000)
	if got != 2000 {
		t.Errorf("x is %d after 2,000 increments", got)
	}
}

func TestAnUpdateWithACallBetweenLoadAndStoreIsLost(t *testing.T) {
	got := inTurns(t, "x = 0\ndef f():\n    return 1\ndef k(n):\n    global x\n    for i in range(n):\n        x = x + f()\n", 1000)
	if got != 1000 { // they change in the middle of each update, and both store the same
		t.Errorf("x is %d after 2,000 increments in step", got)
	}
}
