//go:build unix

package interp

// This file holds the measurements behind the predictions, as testdata's
// predictions.py makes them of CPython: what waits is pinned to the first core,
// what computes to the second.

import (
	"bytes"
	"crypto/sha256"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

const measureFor = 1200 * time.Millisecond

// measureText is what the threads of the measurements execute.
const measureText = `
x = 0

def spin(turns):
    n = 0
    while more():
        for i in range(turns):
            n += 1
    return n

def countdown(n):
    while n > 0:
        n -= 1

def long_calls():
    while more():
        sum(range(2000000))

def long_call():
    sum(range(2000000))

def plain(times):
    global x
    for i in range(times):
        x += 1

def one():
    return 1

def call(times):
    global x
    for i in range(times):
        x = x + one()

def squares(n):
    s = 0
    for i in range(n):
        s += i * i

def hold(ns):
    t = now()
    while now() - t < ns:
        pass
`

// measure makes the measurement with that name.
func measure(b *testing.B, name string) figures {
	b.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(12)) // as a runner has: one for each worker, and some to spare
	f := strings.Fields(name)
	number := func(i int) int {
		n, err := strconv.Atoi(f[i])
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	interval := 5 * time.Millisecond
	if f[0] == "switches" || f[0] == "echo" {
		s, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			b.Fatal(err)
		}
		interval = time.Duration(s*1e9 + 0.5)
	}
	m := newMeasured(b, interval)
	switch f[0] {
	case "switches":
		return m.switches(number(1))
	case "countdown":
		return m.countdown(number(1))
	case "naps":
		return m.naps(number(1))
	case "echo":
		return m.echo(number(1))
	case "writes":
		return m.writes(number(1))
	case "long_call":
		return m.longCall()
	case "sha":
		return m.sha(number(1))
	case "lost":
		return newMeasured(b, time.Microsecond).lost(f[1])
	case "interpreters":
		return m.interpreters(number(1))
	case "lock":
		return m.lock(f[1], f[2])
	}
	b.Fatalf("no measurement is called %q", name)
	return nil
}

// measured is an interpreter to measure.
type measured struct {
	b    *testing.B
	w    *world
	stop atomic.Bool
}

func newMeasured(b *testing.B, interval time.Duration) *measured {
	m := &measured{b: b}
	p := work.Program{Text: measureText, Bodies: map[string]work.Body{}, Natives: map[string]work.Native{
		"more": func(work.Worker, *work.Kit, []code.Value) (code.Value, error) { return code.Bool(!m.stop.Load()), nil },
		"now": func(w work.Worker, _ *work.Kit, _ []code.Value) (code.Value, error) {
			return code.Int(int64(w.Self().Rec.Now())), nil
		},
	}}
	m.w = newWorld(b, p, Options{Workers: 2, SwitchInterval: interval})
	return m
}

// core is the i-th of the cores that there are, in turn.
func core(i int) trace.Core {
	all := osys.Allowed()
	return all[i%len(all)]
}

// on has the calling thread stay on a core.
func on(i int) { _ = osys.PinThread(core(i)) } // Allowed says that it may

const anyCore = -1

// start begins a thread that runs f on a core.
func (m *measured) start(t *Thread, name string, onCore int, f func(t *Thread) error) work.Handle {
	m.w.in.Bodies[name] = func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		if onCore != anyCore {
			on(onCore)
		}
		return nil, f(w.(*Thread))
	}
	h, err := t.Start(name, name, nil)
	if err != nil {
		m.b.Fatal(err)
	}
	return h
}

// compute starts k threads that call a function of the text, the i-th on the
// core that where says.
func (m *measured) compute(t *Thread, k int, where func(i int) int, fn string, args ...code.Value) (hs []work.Handle) {
	for i := range k {
		hs = append(hs, m.start(t, "cpu-"+strconv.Itoa(i), where(i), func(t *Thread) error {
			_, err := t.Call(fn, args...)
			return err
		}))
	}
	return hs
}

func inTurn(i int) int      { return i + 1 }
func besides(int) int       { return 1 }
func spinTurns() code.Value { return code.Int(500) }

func join(hs []work.Handle) error {
	for _, h := range hs {
		if _, err := h.Join(); err != nil {
			return err
		}
	}
	return nil
}

func (m *measured) switches(k int) figures {
	v := m.w.main(m.b, func(t *Thread) error {
		hs := m.compute(t, k, inTurn, "spin", spinTurns())
		if err := t.Sleep(measureFor); err != nil {
			return err
		}
		m.stop.Store(true)
		return join(hs)
	})
	g := gilOf(m.b, v)
	var lengths []float64
	var taken, first, last trace.Time
	var dropper trace.Lane
	same := 0
	for i := range g.Len() {
		switch e := g.Event(i); e.Kind {
		case trace.KindTake:
			if e.Lane == dropper {
				same++
			}
			taken, dropper = e.Time, 0
		case trace.KindGive:
			if e.Arg != Forced { // starting and ending threads pass it on too
				continue
			}
			if first == 0 {
				first = e.Time
			}
			last, dropper = e.Time, e.Lane
			lengths = append(lengths, float64(e.Time-taken)/1e6)
		}
	}
	if len(lengths) < 2 {
		m.b.Fatal("no thread was ever asked for the GIL")
	}
	slices.Sort(lengths)
	var cpu int64
	for i := range v.Lanes() {
		cpu += v.Lanes()[i].CPU
	}
	return figures{
		"rate": float64(len(lengths)-1) / (float64(last-first) / 1e9), "slice_ms": lengths[len(lengths)/2],
		"cores": float64(cpu) / float64(v.End()), "same": float64(same) / float64(len(lengths)),
	}
}

func (m *measured) countdown(k int) figures {
	var took time.Duration
	m.w.main(m.b, func(t *Thread) error {
		begin := time.Now()
		err := join(m.compute(t, k, inTurn, "countdown", code.Int(int64(8_000_000/k))))
		took = time.Since(begin)
		return err
	})
	return figures{"s": took.Seconds()}
}

// beside is how long each call of f takes, in seconds, made one after the other
// beside k threads that compute; sorted.
func (m *measured) beside(k int, fn string, args []code.Value, f func(t *Thread) error) (took []float64) {
	m.w.main(m.b, func(t *Thread) error {
		on(0)
		hs := m.compute(t, k, besides, fn, args...)
		for end := time.Now().Add(time.Second); time.Now().Before(end); {
			begin := time.Now()
			if err := f(t); err != nil {
				return err
			}
			took = append(took, time.Since(begin).Seconds())
		}
		m.stop.Store(true)
		return join(hs)
	})
	slices.Sort(took)
	return took
}

func nap(t *Thread) error { return t.Sleep(time.Millisecond) }

func (m *measured) naps(k int) figures {
	took := m.beside(k, "spin", []code.Value{spinTurns()}, nap)
	return figures{"median_ms": took[len(took)/2] * 1e3, "p99_ms": took[len(took)*99/100] * 1e3}
}

func (m *measured) writes(k int) figures {
	fd, err := syscall.Open("/dev/null", syscall.O_WRONLY, 0)
	if err != nil {
		m.b.Fatal(err)
	}
	defer syscall.Close(fd)
	took := m.beside(k, "spin", []code.Value{spinTurns()}, func(t *Thread) error {
		return t.IO(func() error {
			_, err := syscall.Write(fd, []byte{'x'})
			return err
		})
	})
	sum := 0.0
	for _, s := range took {
		sum += s
	}
	f := figures{"rate": float64(len(took)) / sum, "median_us": took[len(took)/2] * 1e6}
	at, _ := slices.BinarySearch(took, 0.002)
	if slow := took[at:]; len(slow) > 0 {
		f["slow_ms"], f["slow_share"] = slow[len(slow)/2]*1e3, float64(len(slow))/float64(len(took))
	}
	return f
}

// longCall measures naps beside calls that never give the GIL up, and how long
// one such call takes.
func (m *measured) longCall() figures {
	took := m.beside(1, "long_calls", nil, nap)
	var alone []float64
	newMeasured(m.b, 5*time.Millisecond).w.main(m.b, func(t *Thread) error {
		for range 9 {
			begin := time.Now()
			if _, err := t.Call("long_call"); err != nil {
				return err
			}
			alone = append(alone, time.Since(begin).Seconds())
		}
		return nil
	})
	slices.Sort(alone)
	return figures{"call_ms": alone[len(alone)/2] * 1e3, "median_ms": took[len(took)/2] * 1e3, "max_ms": took[len(took)-1] * 1e3}
}

// echo is how many requests a second an echo thread answers beside k that
// compute. Who asks is a thread of its own without the GIL.
func (m *measured) echo(k int) figures {
	listener, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		m.b.Fatal(err)
	}
	defer syscall.Close(listener)
	loopback := &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	if err := syscall.Bind(listener, loopback); err != nil {
		m.b.Fatal(err)
	}
	if err := syscall.Listen(listener, 1); err != nil {
		m.b.Fatal(err)
	}
	at, err := syscall.Getsockname(listener)
	if err != nil {
		m.b.Fatal(err)
	}
	address := osys.Address{IP: string(loopback.Addr[:]), Port: at.(*syscall.SockaddrInet4).Port}
	asked := make(chan float64, 1)
	go func() { asked <- m.ask(listener) }()
	m.w.main(m.b, func(t *Thread) error {
		on(0)
		hs := m.compute(t, k, besides, "spin", spinTurns())
		c, err := t.Dial(address)
		if err != nil {
			return err
		}
		defer c.Close()
		var one [1]byte
		for {
			if _, err := c.Read(one[:]); err != nil {
				break // who asks has hung up
			}
			if _, err := c.Write(one[:]); err != nil {
				break
			}
		}
		m.stop.Store(true)
		return join(hs)
	})
	return figures{"rps": <-asked}
}

// ask asks over and over for a second, and is how often it was answered.
func (m *measured) ask(listener int) float64 {
	runtime.LockOSThread()
	on(0)
	fd, _, err := syscall.Accept(listener)
	if err != nil {
		m.b.Error(err)
		return 0
	}
	defer syscall.Close(fd)
	_ = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	n := 0
	var one [1]byte
	begin := time.Now()
	for time.Since(begin) < time.Second {
		if _, err := syscall.Write(fd, one[:]); err != nil {
			m.b.Error(err)
			break
		}
		if _, err := syscall.Read(fd, one[:]); err != nil {
			m.b.Error(err)
			break
		}
		n++
	}
	return float64(n) / time.Since(begin).Seconds()
}

func (m *measured) sha(k int) figures {
	data := bytes.Repeat([]byte("x"), 64<<20) // there to be read: nobody waits for the kernel's pages
	runtime.GC()                              // which making it has begun: it would be a third that wants the two cores
	var took time.Duration
	m.w.main(m.b, func(t *Thread) error {
		begin := time.Now()
		var hs []work.Handle
		for i := range k {
			hs = append(hs, m.start(t, "hash-"+strconv.Itoa(i), i, func(t *Thread) error {
				return t.Native(func() error { sha256.Sum256(data); return nil })
			}))
		}
		err := join(hs)
		took = time.Since(begin)
		return err
	})
	return figures{"s": took.Seconds()}
}

func (m *measured) lost(kind string) figures {
	const times, k = 300_000, 2
	m.w.main(m.b, func(t *Thread) error { return join(m.compute(t, k, inTurn, kind, code.Int(times))) })
	v, _ := m.w.in.Kit.Module.Get("x")
	x, ok := v.Int64()
	if !ok {
		m.b.Fatalf("x is %s", v)
	}
	return figures{"share": float64(times*k-x) / (times * k)}
}

// interpreters has k interpreters, each with a GIL, do the same job each.
func (m *measured) interpreters(k int) figures {
	var each []*measured
	for range k {
		each = append(each, newMeasured(m.b, 5*time.Millisecond))
	}
	begin := time.Now()
	done := make(chan struct{})
	for i, one := range each {
		go func() {
			defer func() { done <- struct{}{} }()
			one.w.main(m.b, func(t *Thread) error {
				on(i)
				_, err := t.Call("squares", code.Int(4_000_000))
				return err
			})
		}()
	}
	for range each {
		<-done
	}
	return figures{"s": time.Since(begin).Seconds(), "create_ms": m.create()}
}

// create is how many milliseconds it takes to make an interpreter, its thread
// and its module, and to end it.
func (m *measured) create() float64 {
	begin := time.Now()
	kit := *m.w.in.Kit
	in, err := New(&kit, m.w.in.Clock, work.Program{Text: measureText}, Options{Workers: 1, SwitchInterval: 5 * time.Millisecond})
	if err != nil {
		m.b.Fatal(err)
	}
	lane, err := in.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneInterpreter, Name: "made and ended"})
	if err != nil {
		m.b.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		in.Attach(lane).Detach(false)
	}()
	<-done
	return float64(time.Since(begin)) / 1e6
}

// lock is how long the runs of one owner are of a Lock that three threads want,
// held for 2 ms, and how much less the one who got it least got it than the one
// who got it most, by the rules of a version.
func (m *measured) lock(how, version string) figures {
	python, err := prim.ParsePython(version)
	if err != nil {
		m.b.Fatal(err)
	}
	var owners []trace.Lane
	m.w.main(m.b, func(t *Thread) error {
		l, err := prim.NewLock(m.w.in.Arena, m.w.in.Waiter, "L", prim.Threading.In(python))
		if err != nil {
			return err
		}
		hold := func(t *Thread) error { return t.Sleep(2 * time.Millisecond) }
		if how == "spin" {
			hold = func(t *Thread) error {
				_, err := t.Call("hold", code.Int(2_000_000))
				return err
			}
		}
		var hs []work.Handle
		for i := range 3 {
			hs = append(hs, m.start(t, "owner-"+strconv.Itoa(i), anyCore, func(t *Thread) error {
				for !m.stop.Load() {
					if _, err := l.Acquire(t.Self(), true, prim.Forever); err != nil {
						return err
					}
					owners = append(owners, t.self.Lane)
					if err := hold(t); err != nil {
						return err
					}
					if err := l.Release(t.Self()); err != nil {
						return err
					}
				}
				return nil
			}))
		}
		if err := t.Sleep(time.Second); err != nil {
			return err
		}
		m.stop.Store(true)
		return join(hs)
	})
	runs, n, longest := 1, 1, 1
	counts := map[trace.Lane]int{owners[0]: 1}
	for i := 1; i < len(owners); i++ {
		counts[owners[i]]++
		if owners[i] == owners[i-1] {
			n++
		} else {
			n, runs = 1, runs+1
		}
		longest = max(longest, n)
	}
	least, most := len(owners), 0
	for _, c := range counts {
		least, most = min(least, c), max(most, c)
	}
	if len(counts) < 3 {
		least = 0
	}
	return figures{"run": float64(len(owners)) / float64(runs), "longest": float64(longest), "share": float64(least) / float64(most)}
}
