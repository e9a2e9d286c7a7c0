package proc

// This file holds how processes wait for a word of their shared memory where
// the operating system offers nothing for that: through their parent.
//
// The memory stays the state; what crosses is only that somebody waits and that
// somebody is to be woken. The arbiter, in the parent, has one parking lot for
// the words of the memory. A child that would wait asks it to, with the value
// that the word had; a child that has changed a word and would wake others says
// so. Nothing is lost between the two, for the parking lot looks at the word
// itself, under the lock under which it also wakes: a request that comes behind
// the wake-up that it is about finds the word changed, and is answered at once.
// So it keeps the promise of a futex, and every request has exactly one answer.
//
// The waits of a child end with it, and a wake-up that was on its way to it goes
// to the next who waits.

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"unsafe"

	"corelanes/engine/osys"
)

// waitSpec is the Spec of a KindWait message and of its answer.
type waitSpec struct {
	ID   uint64    `json:"id"`             // the child's own number for the wait
	Word uint64    `json:"word"`           // where the word lies in the memory
	Old  uint32    `json:"old,omitempty"`  // the value that is waited on
	Ns   int64     `json:"ns,omitempty"`   // as in osys.Waiter
	Woke osys.Woke `json:"woke,omitempty"` // of the answer
}

// wakeSpec is the Spec of a KindWake message.
type wakeSpec struct {
	Word uint64 `json:"word"`
	N    int    `json:"n"`
}

// sharedWords is the memory that the processes share, as one of them sees it.
// Words elsewhere are nobody else's, and are waited for here.
type sharedWords struct {
	mem  []byte
	here osys.Waiter
}

// place is where a word lies in the memory; false when it is not in it.
func (s sharedWords) place(word *uint32) (uint64, bool) {
	at := uintptr(unsafe.Pointer(word)) - uintptr(unsafe.Pointer(unsafe.SliceData(s.mem)))
	return uint64(at), at < uintptr(len(s.mem))
}

// Arbiter is the Waiter of a parent whose children wait through it. Its methods
// may be called from any goroutine.
type Arbiter struct {
	sharedWords
	lot *osys.ParkingLot
}

// NewArbiter makes the arbiter of the processes that share mem; here waits for
// words that are not in it.
func NewArbiter(mem []byte, here osys.Waiter) *Arbiter {
	return &Arbiter{sharedWords{mem, here}, osys.NewParkingLot()}
}

// Wait is as in osys.Waiter.
func (a *Arbiter) Wait(word *uint32, old uint32, ns int64) osys.Woke {
	if _, shared := a.place(word); !shared {
		return a.here.Wait(word, old, ns)
	}
	return a.lot.Wait(word, old, ns)
}

// Wake is as in osys.Waiter.
func (a *Arbiter) Wake(word *uint32, n int) {
	if _, shared := a.place(word); !shared {
		a.here.Wake(word, n)
		return
	}
	a.lot.Wake(word, n)
}

// word is the word at a place that a child has named.
func (a *Arbiter) word(at uint64) (*uint32, error) {
	if at%4 != 0 || at >= uint64(len(a.mem)) || uint64(len(a.mem))-at < 4 {
		return nil, fmt.Errorf("there is no word at %d of %d bytes: %w", at, len(a.mem), ErrMessage)
	}
	return (*uint32)(unsafe.Pointer(&a.mem[at])), nil
}

// Serve does what a child asks for with its messages, until one comes that says
// something else, which it returns. from is what the child says, to takes what
// is said to it. When it returns nothing of the child waits any more.
func (a *Arbiter) Serve(from io.Reader, to io.Writer) (Message, error) {
	gone := make(chan struct{})
	var waits sync.WaitGroup
	defer waits.Wait()
	defer close(gone)
	for {
		m, err := ReadMessage(from)
		if err != nil {
			return m, err
		}
		switch m.Kind {
		case KindWait:
			var s waitSpec
			if err := json.Unmarshal(m.Spec, &s); err != nil {
				return Message{}, fmt.Errorf("%w: %w", ErrMessage, err)
			}
			word, err := a.word(s.Word)
			if err != nil {
				return Message{}, err
			}
			waits.Go(func() {
				if s.Woke = a.lot.WaitUnless(gone, word, s.Old, s.Ns); s.Woke != osys.WokeStopped {
					_ = writeSpec(to, KindWoke, s) // a child that is dead hears nothing
				}
			})
		case KindWake:
			var s wakeSpec
			if err := json.Unmarshal(m.Spec, &s); err != nil {
				return Message{}, fmt.Errorf("%w: %w", ErrMessage, err)
			}
			word, err := a.word(s.Word)
			if err != nil {
				return Message{}, err
			}
			a.lot.Wake(word, s.N)
		default:
			return m, nil
		}
	}
}

// Remote is the Waiter of a child that waits through its parent. Its methods may
// be called from any goroutine.
type Remote struct {
	sharedWords
	parent io.Writer

	mu    sync.Mutex
	last  uint64
	waits map[uint64]chan<- osys.Woke
}

// NewRemote makes the Waiter of a child that shares mem, and speaks to its
// parent through the writer; here waits for words that are not in mem.
func NewRemote(mem []byte, here osys.Waiter, parent io.Writer) *Remote {
	return &Remote{sharedWords: sharedWords{mem, here}, parent: parent, waits: map[uint64]chan<- osys.Woke{}}
}

// Wait is as in osys.Waiter; WokeStopped when the parent is gone.
func (r *Remote) Wait(word *uint32, old uint32, ns int64) osys.Woke {
	at, shared := r.place(word)
	if !shared {
		return r.here.Wait(word, old, ns)
	}
	if atomic.LoadUint32(word) != old {
		return osys.WokeUp
	}
	woke := make(chan osys.Woke, 1)
	r.mu.Lock()
	r.last++
	id := r.last
	r.waits[id] = woke
	r.mu.Unlock()
	if writeSpec(r.parent, KindWait, waitSpec{ID: id, Word: at, Old: old, Ns: ns}) != nil {
		return osys.WokeStopped
	}
	return <-woke
}

// Wake is as in osys.Waiter.
func (r *Remote) Wake(word *uint32, n int) {
	at, shared := r.place(word)
	if !shared {
		r.here.Wake(word, n)
		return
	}
	_ = writeSpec(r.parent, KindWake, wakeSpec{at, n}) // without a parent this process is about to end
}

// Woken ends the wait that a KindWoke message of the parent is about.
func (r *Remote) Woken(m Message) error {
	var s waitSpec
	if err := json.Unmarshal(m.Spec, &s); err != nil {
		return fmt.Errorf("%w: %w", ErrMessage, err)
	}
	r.mu.Lock()
	woke := r.waits[s.ID]
	delete(r.waits, s.ID)
	r.mu.Unlock()
	if woke == nil {
		return fmt.Errorf("an answer to wait %d, which nobody asked for: %w", s.ID, ErrMessage)
	}
	woke <- s.Woke
	return nil
}

// writeSpec sends a message that is all Spec.
func writeSpec(w io.Writer, kind string, spec any) error {
	b, err := json.Marshal(spec)
	if err != nil {
		return fmt.Errorf("encode %s message: %w", kind, err)
	}
	return WriteMessage(w, Message{Kind: kind, Spec: b})
}
