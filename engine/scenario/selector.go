package scenario

// This file holds S13: three ways to wait for several slow sockets.

import (
	"fmt"
	"strconv"
	"time"

	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// The ways to wait.
const (
	waitBlocking = "blocking" // for one socket after another
	waitPolling  = "polling"  // asking each again and again
	waitSelector = "selector" // asking the operating system which is ready
)

func selector() *Scenario {
	return &Scenario{
		ID: "selector", Number: "S13", Category: "io", Workers: 1,
		Title:   "Blocking, polling, selector",
		Promise: "Ten slow answers, one thread: wait for the first, ask all of them again and again, or be told who is ready. Which one heats the laptop?",
		Parameters: []Parameter{
			{Name: "way", Type: Choice, Default: waitSelector, Choices: []string{waitBlocking, waitPolling, waitSelector}},
			{Name: "sockets", Type: Int, Default: "10", Min: 1, Max: 500, Sizes: map[string]string{Smoke: "4"}},
			hold("slowest", "2s", "20ms"),
		},
		Program: selectorProgram,
	}
}

func selectorProgram(v Values) (work.Program, error) {
	way, n, slowest := v["way"], v.Int("sockets"), v.Duration("slowest")
	return work.Program{
		Steps:  n,
		Server: &work.Server{Bytes: 4096},
		HTTP:   true, // the server speaks it; here it is spoken by hand
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				s, err := askSlowly(w, k, n, slowest)
				defer s.close()
				if err == nil {
					err = map[string]func() error{waitBlocking: s.blocking, waitPolling: s.polling, waitSelector: s.selector}[way]()
				}
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"sockets": n, "bytes": s.bytes})
			},
		},
	}, nil
}

// slow is the sockets whose answers are waited for.
type slow struct {
	w     work.Worker
	k     *work.Kit
	begin trace.Time
	socks []*work.Raw // nil: its answer is there
	left  int
	bytes int // of all answers' bodies
	in    []byte
	got   []int    // bytes of each answer, its head included
	head  []string // how each answer begins
}

// answered is how an answer begins that is one: a refusal comes at once, and
// would be taken for the fastest of all.
const answered = "HTTP/1.0 200 "

// askSlowly sends one request through each of n sockets. The third is answered
// first.
func askSlowly(w work.Worker, k *work.Kit, n int, slowest time.Duration) (*slow, error) {
	s := &slow{w: w, k: k, in: make([]byte, 1024), got: make([]int, n), head: make([]string, n), left: n}
	for i := range n {
		c, err := work.DialRaw(w, k.Server)
		if err != nil {
			return s, err
		}
		s.socks = append(s.socks, c)
		wait := slowest * time.Duration((i+n-2%n)%n+1) / time.Duration(n)
		k.At(w, "ask")
		if err := c.Send(fmt.Appendf(nil, "GET /?wait=%s HTTP/1.0\r\nHost: localhost\r\n\r\n", wait)); err != nil {
			return s, err
		}
	}
	s.begin = w.Self().Rec.Now()
	return s, nil
}

func (s *slow) close() {
	for _, c := range s.socks {
		if c != nil {
			c.Close()
		}
	}
}

// blocking receives from one socket after another.
func (s *slow) blocking() error {
	s.k.At(s.w, waitBlocking)
	for i, c := range s.socks {
		for s.socks[i] != nil {
			n, err := c.Receive(s.in)
			if err := s.took(i, n, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// polling asks every socket again and again.
func (s *slow) polling() error {
	s.k.At(s.w, waitPolling)
	for s.left > 0 {
		for i, c := range s.socks {
			if c == nil {
				continue
			}
			n, ok, err := c.TryReceive(s.in)
			if !ok && err == nil {
				continue // BlockingIOError
			}
			if err := s.took(i, n, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// selector waits until it is told who is ready.
func (s *slow) selector() error {
	s.k.At(s.w, waitSelector)
	sel, err := work.NewRawSelector()
	if err != nil {
		return err
	}
	defer sel.Close()
	number := map[*work.Raw]int{}
	for i, c := range s.socks {
		number[c] = i
		if err := sel.Watch(c); err != nil {
			return err
		}
	}
	for s.left > 0 {
		ready, err := sel.Wait(s.w)
		if err != nil {
			return err
		}
		for _, c := range ready {
			n, _, err := c.TryReceive(s.in)
			if err := s.took(number[c], n, err); err != nil {
				return err
			}
			if s.socks[number[c]] != nil {
				if err := sel.Watch(c); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// took notes what came from a socket.
func (s *slow) took(i, n int, err error) error {
	s.got[i] += n
	if missing := len(answered) - len(s.head[i]); missing > 0 {
		s.head[i] += string(s.in[:min(n, missing)])
	}
	if err == nil {
		return nil
	}
	if !work.AtEnd(err) {
		return err
	}
	if s.head[i] != answered {
		return fmt.Errorf("answer %d begins with %q", i+1, s.head[i])
	}
	s.left--
	s.bytes += s.got[i]
	work.Say(s.w, "answer "+strconv.Itoa(i+1)+" after "+tenths(s.w.Self().Rec.Now()-s.begin))
	s.k.Step()
	err = s.socks[i].Close()
	s.socks[i] = nil
	return err
}
