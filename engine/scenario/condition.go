package scenario

// This file holds S31, Condition: two rooms and a bounded buffer.

import (
	"time"

	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func condition() *Scenario {
	return &Scenario{
		ID: "condition", Number: "S31", Category: "sync", Workers: 4, NeedsConcurrency: true,
		Title:   "Condition: two rooms and a buffer",
		Promise: "Producers wait while the buffer is full, consumers while it is empty: who is notified must still get in.",
		Parameters: []Parameter{
			{Name: "check", Type: Choice, Default: "while", Choices: []string{"while", "if"}},
			{Name: "notify", Type: Choice, Default: "all", Choices: []string{"all", "one"}},
			{Name: "fault", Type: Choice, Default: "none", Choices: []string{"none", "spurious", "lost"}},
			{Name: "items", Type: Int, Default: "12", Min: 1, Max: 10000, Sizes: map[string]string{Smoke: "4", Tiny: "2"}},
			{Name: "room", Type: Int, Default: "2", Min: 1, Max: 1000},
			hold("produce", "50ms", "1ms"),
			hold("consume", "120ms", "1ms"),
		},
		Goals: []Goal{
			{Key: "empty", Text: "Have a consumer take from an empty buffer", Met: func(e Ended) bool { return e.value("empty") > 0 }},
			{Key: "safe", Text: "With spurious wake-ups, nobody takes from an empty buffer", Met: func(e Ended) bool {
				return e.Values["fault"] == "spurious" && e.is("empty", 0)
			}},
			stuck("lost", "Lose a wake-up, so that they wait for ever"),
		},
		Program: conditionProgram,
	}
}

func conditionProgram(v Values) (work.Program, error) {
	items, produce, consume := v.Int("items"), v.Duration("produce"), v.Duration("consume")
	room := int64(v.Int("room"))
	how := waiting{again: v["check"] == "while", all: v["notify"] == "all"}
	if v["fault"] == "lost" {
		how.late = consume
	}
	// share is how many of the items a worker handles: producers are the even
	// ones, consumers the odd ones.
	share := func(p part) int {
		n, i := (p.N+1)/2, p.I/2
		if p.I%2 == 1 {
			n = p.N / 2
		}
		return items*(i+1)/n - items*i/n
	}
	return work.Program{
		Setup: func(k *work.Kit) error {
			return firstError(k.MakeCondition("buffer"), k.MakeValue("stored", 0), k.MakeValue("consumed", 0), k.MakeValue("empty", 0))
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				n := max(2, k.Workers)
				steps := 2*items + n // each item is put and got, and each worker comes to its end
				var disturber work.Handle
				if v["fault"] == "spurious" {
					steps++
					var err error
					if disturber, err = w.Start("Disturber", "disturb", []byte(`{}`)); err != nil {
						return nil, err
					}
				}
				k.Arena.SetSteps(steps)
				if err := crew(w, k, n, "Worker", "work"); err != nil {
					return nil, err
				}
				if disturber != nil {
					if _, err := disturber.Join(); err != nil {
						return nil, err
					}
				}
				consumed, err := k.Value("consumed")
				if err != nil {
					return nil, err
				}
				empty, err := k.Value("empty")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"consumed": consumed.Get(w.Self()), "empty": empty.Get(w.Self())})
			},
			"work": player(func(w work.Worker, k *work.Kit, p part) error {
				b, err := openBuffer(k, room)
				if err != nil {
					return err
				}
				for range share(p) {
					if p.I%2 == 0 {
						k.At(w, "produce")
						err = firstError(w.Sleep(produce), b.put(w, how))
					} else if err = b.get(w, how); err == nil {
						k.At(w, "consume")
						err = w.Sleep(consume)
					}
					if err != nil {
						return err
					}
					k.Step()
				}
				return nil
			}),
			// Wakes one who waits for no reason, time and again: a condition of
			// Python's never wakes anybody so, one of POSIX's may.
			"disturb": player(func(w work.Worker, k *work.Kit, _ part) error {
				b, err := openBuffer(k, room)
				if err != nil {
					return err
				}
				for done := false; !done; {
					k.At(w, "disturb")
					err := firstError(w.Sleep(produce/2), holding(w, b.changed, func() error {
						done = b.consumed.Get(w.Self()) >= int64(items)
						return b.changed.Notify(w.Self(), 1)
					}))
					if err != nil {
						return err
					}
				}
				return nil
			}),
		},
	}, nil
}

// buffer is the bounded buffer, of which only the number of items matters.
type buffer struct {
	k                       *work.Kit
	room                    int64
	changed                 *prim.Condition
	stored, consumed, empty *prim.Value
}

func openBuffer(k *work.Kit, room int64) (*buffer, error) {
	b := &buffer{k: k, room: room}
	var errs [4]error
	b.changed, errs[0] = k.Condition("buffer")
	b.stored, errs[1] = k.Value("stored")
	b.consumed, errs[2] = k.Value("consumed")
	b.empty, errs[3] = k.Value("empty")
	return b, firstError(errs[:]...)
}

// waiting is how the workers wait for a change of the buffer, and tell of one.
type waiting struct {
	again bool          // who was woken looks again: "while", not "if"
	all   bool          // everybody is notified, not only who has waited longest
	late  time.Duration // so long before the lock is held it is looked at: what changes meanwhile goes unheard; 0 with the lock held
}

// wait waits, at a line of the text, until the buffer allows it, which it did
// or did not when it was looked at first. The lock is held.
func (b *buffer) wait(w work.Worker, how waiting, at string, allowed prim.Predicate, yes bool) error {
	for !yes {
		b.k.At(w, at)
		if _, err := b.changed.Wait(w.Self(), prim.None); err != nil {
			return err
		}
		yes = !how.again || b.changed.Ask(w.Self(), allowed)
	}
	return nil
}

// tell notifies who waits. The lock is held.
func (b *buffer) tell(w work.Worker, how waiting) error {
	if how.all {
		return b.changed.NotifyAll(w.Self())
	}
	return b.changed.Notify(w.Self(), 1)
}

// put waits for room, and puts one item in.
func (b *buffer) put(w work.Worker, how waiting) error {
	b.k.At(w, "acquire-put")
	hasRoom := prim.Predicate{Text: "stored < ROOM", Holds: func() bool { return b.stored.Get(w.Self()) < b.room }}
	return holding(w, b.changed, func() error {
		if err := b.wait(w, how, "wait-put", hasRoom, b.changed.Ask(w.Self(), hasRoom)); err != nil {
			return err
		}
		b.stored.Set(w.Self(), b.stored.Get(w.Self())+1)
		b.k.At(w, "notify-put")
		return b.tell(w, how)
	})
}

// get waits for an item, and takes it. Who finds the buffer empty says so and
// tries once more.
func (b *buffer) get(w work.Worker, how waiting) error {
	for got := false; !got; {
		hasItem := prim.Predicate{Text: "stored > 0", Holds: func() bool { return b.stored.Get(w.Self()) > 0 }}
		yes := false
		if how.late > 0 {
			b.k.At(w, "early")
			yes = b.changed.Ask(w.Self(), hasItem)
			if err := w.Sleep(how.late); err != nil {
				return err
			}
		}
		b.k.At(w, "acquire-get")
		err := holding(w, b.changed, func() error {
			if how.late == 0 {
				yes = b.changed.Ask(w.Self(), hasItem)
			}
			if err := b.wait(w, how, "wait-get", hasItem, yes); err != nil {
				return err
			}
			if !hasItem.Holds() {
				b.k.At(w, "empty")
				b.empty.Set(w.Self(), b.empty.Get(w.Self())+1)
				work.Say(w, "IndexError: pop from an empty buffer")
				return nil
			}
			got = true
			b.stored.Set(w.Self(), b.stored.Get(w.Self())-1)
			b.consumed.Set(w.Self(), b.consumed.Get(w.Self())+1)
			b.k.At(w, "notify-get")
			return b.tell(w, how)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
