package proc

// This file tests waiting through the parent, with both sides in one process:
// the pipes and the memory are real, only the death of a child is a closed pipe.

import (
	"errors"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"corelanes/engine/osys"
)

// remotes is an arbiter and its children, over one memory.
type remotes struct {
	mem      []byte
	arbiter  *Arbiter
	children []*remoteChild
}

type remoteChild struct {
	*Remote
	says   *os.File   // closed: it is dead
	served chan error // how its service ended
}

func newRemotes(t testing.TB, n int) *remotes {
	t.Helper()
	r := &remotes{mem: make([]byte, 4096)}
	r.arbiter = NewArbiter(r.mem, osys.OS())
	for range n {
		fromChild, says, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		hears, toChild, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		c := &remoteChild{NewRemote(r.mem, osys.OS(), says), says, make(chan error, 1)}
		var ends sync.WaitGroup
		ends.Go(func() {
			_, err := r.arbiter.Serve(fromChild, toChild)
			toChild.Close()
			c.served <- err
		})
		ends.Go(func() {
			for {
				m, err := ReadMessage(hears)
				if err != nil {
					return
				}
				if err := c.Woken(m); err != nil {
					t.Error(err)
				}
			}
		})
		t.Cleanup(func() {
			says.Close()
			ends.Wait()
			closeAll([]*os.File{fromChild, hears})
		})
		r.children = append(r.children, c)
	}
	return r
}

func (r *remotes) word(i int) *uint32 { return (*uint32)(unsafe.Pointer(&r.mem[4*i])) }

func soon(t testing.TB, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !f(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func TestThroughTheParentAWaitEndsAsAFutexWould(t *testing.T) {
	r := newRemotes(t, 2)
	a, b := r.children[0], r.children[1]
	word := r.word(3)
	*word = 5
	if woke := a.Wait(word, 4, -1); woke != osys.WokeUp {
		t.Errorf("the word has changed: %d", woke)
	}
	begin := time.Now()
	if woke := a.Wait(word, 5, int64(3*time.Millisecond)); woke != osys.WokeTimeout || time.Since(begin) < 3*time.Millisecond {
		t.Errorf("with a time-out: %d after %s", woke, time.Since(begin))
	}
	for name, w := range map[string]osys.Waiter{"a child": b, "the parent": r.arbiter} {
		woken := make(chan osys.Woke)
		go func() { woken <- a.Wait(word, 5, -1) }()
		soon(t, "it waits", func() bool { return r.arbiter.lot.Waiting(word) == 1 })
		w.Wake(word, 1)
		if woke := <-woken; woke != osys.WokeUp {
			t.Errorf("woken by %s: %d", name, woke)
		}
	}
	own := new(uint32) // no other process can see this one
	if woke := a.Wait(own, 0, int64(time.Microsecond)); woke == osys.WokeStopped || r.arbiter.lot.Waiting(own) != 0 {
		t.Errorf("a word of its own: %d", woke)
	}
}

func TestThroughTheParentTheMutexExcludesAndLosesNoWakeUp(t *testing.T) {
	r := newRemotes(t, 3)
	m := (*osys.Mutex)(unsafe.Pointer(r.word(0)))
	waiters := []osys.Waiter{r.arbiter}
	for _, c := range r.children {
		waiters = append(waiters, c)
	}
	sum := 0
	var wg sync.WaitGroup
	for _, w := range waiters {
		for range 2 {
			wg.Go(func() {
				for range 300 {
					m.Lock(w)
					sum++
					m.Unlock(w)
				}
			})
		}
	}
	wg.Wait()
	if sum != 2400 || *r.word(0) != 0 {
		t.Errorf("the sum is %d, the word %d", sum, *r.word(0))
	}
}

func TestAWakeUpForADeadChildGoesToTheNext(t *testing.T) {
	r := newRemotes(t, 2)
	dead, alive := r.children[0], r.children[1]
	word := r.word(1)
	var ends sync.WaitGroup
	t.Cleanup(ends.Wait)
	woken := make(chan osys.Woke, 1)
	_ = writeSpec(dead.parent, KindWait, waitSpec{ID: 1, Word: 4, Ns: -1}) // it will not hear the answer
	soon(t, "the first waits", func() bool { return r.arbiter.lot.Waiting(word) == 1 })
	ends.Go(func() { woken <- alive.Wait(word, 0, -1) })
	soon(t, "both wait", func() bool { return r.arbiter.lot.Waiting(word) == 2 })
	dead.says.Close()
	if err := <-dead.served; err != io.EOF {
		t.Error(err)
	}
	if n := r.arbiter.lot.Waiting(word); n != 1 {
		t.Errorf("%d wait, of whom one is dead", n)
	}
	atomic.StoreUint32(word, 1)
	r.arbiter.Wake(word, 1)
	if woke := <-woken; woke != osys.WokeUp {
		t.Errorf("the living one: %d", woke)
	}
}

func TestWhatNoWaitCanBeEndsTheService(t *testing.T) {
	for _, m := range []Message{
		{Kind: KindWait, Spec: []byte(`{"id":1,"word":3}`)},
		{Kind: KindWait, Spec: []byte(`{"id":1,"word":4096}`)},
		{Kind: KindWait, Spec: []byte(`{"id":1,"word":18446744073709551612}`)},
		{Kind: KindWait, Spec: []byte(`"word"`)},
		{Kind: KindWake, Spec: []byte(`{"word":4094,"n":1}`)},
		{Kind: KindWake, Spec: []byte(`[]`)},
	} {
		r := newRemotes(t, 1)
		if err := WriteMessage(r.children[0].says, m); err != nil {
			t.Fatal(err)
		}
		if err := <-r.children[0].served; !errors.Is(err, ErrMessage) {
			t.Errorf("%s %s: %v", m.Kind, m.Spec, err)
		}
		if err := r.children[0].Woken(m); !errors.Is(err, ErrMessage) {
			t.Errorf("an answer %s: %v", m.Spec, err)
		}
	}
}

// BenchmarkWaitThroughTheParent hands a turn to and fro between two children,
// beside the same with the system's own Waiter.
func BenchmarkWaitThroughTheParent(b *testing.B) {
	r := newRemotes(b, 2)
	for name, w := range map[string][2]osys.Waiter{"parent": {r.children[0], r.children[1]}, "system": {osys.OS(), osys.OS()}} {
		b.Run(name, func(b *testing.B) {
			word := r.word(9)
			atomic.StoreUint32(word, 0)
			var wg sync.WaitGroup
			for me := range uint32(2) {
				wg.Go(func() {
					for range b.N {
						for atomic.LoadUint32(word)%2 != me {
							w[me].Wait(word, 1-me, -1)
						}
						atomic.StoreUint32(word, 1-me)
						w[me].Wake(word, 1)
					}
				})
			}
			wg.Wait()
		})
	}
}
