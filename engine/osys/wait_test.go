package osys

// This file tests the waits that every wait of the engine ends in: one suite
// for the operating system's and the portable one, and the mutex and condition
// variable on top of them.

import (
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"corelanes/engine/trace"
)

func eachWaiter(t *testing.T, f func(t *testing.T, w Waiter)) {
	t.Run("system", func(t *testing.T) { f(t, OS()) })
	t.Run("system, within the process", func(t *testing.T) { f(t, Private()) })
	t.Run("parking lot", func(t *testing.T) { f(t, NewParkingLot()) })
}

func TestAWaitEndsAtOnceWhenTheWordHasChanged(t *testing.T) {
	eachWaiter(t, func(t *testing.T, w Waiter) {
		word := uint32(5)
		if woke := w.Wait(&word, 4, -1); woke != WokeUp {
			t.Errorf("woke %d", woke)
		}
	})
}

func TestAWaitEndsWhenItsTimeIsUp(t *testing.T) {
	eachWaiter(t, func(t *testing.T, w Waiter) {
		var word uint32
		for _, d := range []time.Duration{0, 50 * time.Microsecond, 3 * time.Millisecond} {
			begin := time.Now()
			for w.Wait(&word, 0, max(0, int64(d-time.Since(begin)))) != WokeTimeout && time.Since(begin) < d {
				continue // for no reason
			}
			if took := time.Since(begin); took < d {
				t.Errorf("%s took %s", d, took)
			}
		}
	})
}

func TestAWakeWakesThoseWhoWait(t *testing.T) {
	eachWaiter(t, func(t *testing.T, w Waiter) {
		var word, awake uint32
		const n = 5
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				for atomic.LoadUint32(&word) == 0 {
					w.Wait(&word, 0, -1)
				}
				atomic.AddUint32(&awake, 1)
			})
		}
		atomic.StoreUint32(&word, 1)
		w.Wake(&word, 1<<30)
		wg.Wait() // who came late saw the word
		if awake != n {
			t.Errorf("%d of %d are awake", awake, n)
		}
		w.Wake(&word, 1) // nobody is there
	})
}

func TestTheMutexExcludesAndLosesNoWakeUp(t *testing.T) {
	eachWaiter(t, func(t *testing.T, w Waiter) {
		var m Mutex
		sum := 0
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for i := range 2000 {
					m.Lock(w)
					sum++
					if i%64 == 0 {
						runtime.Gosched()
					}
					m.Unlock(w)
				}
			})
		}
		wg.Wait()
		if sum != 16_000 || m.word != 0 {
			t.Errorf("the sum is %d, the word %d", sum, m.word)
		}
	})
}

func TestTheConditionVariableHandsATurnRound(t *testing.T) {
	eachWaiter(t, func(t *testing.T, w Waiter) {
		var m Mutex
		const n, rounds = 3, 300
		var turns [n]Cond
		turn := 0
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				for range rounds {
					m.Lock(w)
					for turn%n != i {
						turns[i].Wait(w, &m, -1)
					}
					turn++
					next := &turns[turn%n]
					due := next.Due()
					m.Unlock(w)
					next.Wake(w, due)
				}
			})
		}
		wg.Wait()
		if turn != n*rounds {
			t.Errorf("%d turns", turn)
		}
		m.Lock(w)
		for turns[0].Wait(w, &m, int64(time.Millisecond)) != WokeTimeout {
			continue // for no reason
		}
		m.Unlock(w)
	})
}

func TestTheParkingLotForgetsWordsNobodyWaitsFor(t *testing.T) {
	p := NewParkingLot()
	for range 100 {
		p.Wait(new(uint32), 0, 1000)
	}
	if len(p.queues) != 0 {
		t.Errorf("%d queues are kept", len(p.queues))
	}
}

func TestTheClockIsTheSameInAnotherOne(t *testing.T) {
	a, b := NewClock(), NewClock()
	x, y, z := a.Machine(), b.Machine(), a.Machine()
	const tolerance = 20_000 // ns; they agree to some tens unless the machine is very busy
	if y < x-tolerance || z < y-tolerance {
		t.Errorf("%d, then %d, then %d", x, y, z)
	}
	if z < x {
		t.Errorf("one clock went back from %d to %d", x, z)
	}
}

func TestMemoryIsSharedByItsFile(t *testing.T) {
	m, err := NewMemory(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	m.Bytes()[12345] = 7
	again, err := os.Open("/proc/self/fd") // on Linux the file can be opened again
	if err != nil {
		t.Skip("no way to open it again here")
	}
	again.Close()
	f, err := os.OpenFile("/proc/self/fd/"+itoa(int(m.File().Fd())), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	other, err := OpenMemory(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(other.Bytes()) != 1<<20 || other.Bytes()[12345] != 7 {
		t.Errorf("%d bytes, %d there", len(other.Bytes()), other.Bytes()[12345])
	}
	for _, x := range []*Memory{m, other, m} { // twice is fine
		if err := x.CloseFile(); err != nil {
			t.Error(err)
		}
	}
	if m.File() != nil || m.Bytes()[12345] != 7 {
		t.Error("the memory went with its file")
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestAddressesAreWrittenAsPeopleDo(t *testing.T) {
	for want, a := range map[string]Address{
		"127.0.0.1:80":          {IP: "\x7f\x00\x00\x01", Port: 80},
		"[0:0:0:0:0:0:0:1]:443": {IP: string(make([]byte, 15)) + "\x01", Port: 443},
		"0102:9":                {IP: "\x01\x02", Port: 9},
	} {
		if got := a.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatTheMachineTellsOfItselfIsPlausible(t *testing.T) {
	cores := Allowed()
	if len(cores) == 0 || len(cores) > 1<<12 {
		t.Errorf("allowed are the cores %v", cores)
	}
	if c := CurrentCore(); c < trace.CoreUnknown {
		t.Errorf("core %d", c)
	}
	if ThreadID() <= 0 {
		t.Errorf("thread %d", ThreadID())
	}
	if q, limited := CPUQuota(); limited && q <= 0 {
		t.Errorf("the quota is %g cores", q)
	}
}
