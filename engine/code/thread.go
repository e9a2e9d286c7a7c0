// This file holds Thread, a worker's own part of the machine: its stack, its calls and its way to the host.

package code

import (
	"strings"
	"sync/atomic"
)

// Host is what a machine asks while it runs.
type Host interface {
	// Poll is called at a checkpoint when the breaker is not zero, and at least every PollEvery checkpoints. An error
	// unwinds the machine and is returned by Thread.Call as it is.
	Poll(line int) error
	// Line is called when the execution comes to another line, if the thread's LineEvents are on.
	Line(line int)
}

// DefaultPollEvery is how many checkpoints pass between two polls when nobody sets the breaker.
const DefaultPollEvery = 1024

// maxDepth is Python's recursion limit.
const maxDepth = 1000

// Thread executes programs for one worker. It is not safe for concurrent use; different threads are.
type Thread struct {
	Host    Host
	Breaker *atomic.Uint32 // not zero: call Host.Poll at the next checkpoint
	// PollEvery bounds the checkpoints between two polls; it takes effect at the next poll. Values below 1 count as 1.
	PollEvery int
	// LineEvents switches Host.Line on and off; it takes effect at the next poll or call.
	LineEvents bool
	// Step, if set, is called before each load and store of a global variable with LoadGlobal or StoreGlobal. An error
	// unwinds the machine like one of Poll.
	Step func(op Op, line int) error

	stack  []Value
	sp     int // first free place of stack; the running machine has its own
	top    int // how far the stack was ever used in this call
	frames []frame
	left   int // checkpoints until the next poll
	line   int // the last that Host.Line was told
}

// frame is a call of a function. Its locals begin at base, and what it computes with follows them.
type frame struct {
	fn   *Func
	mod  *Module
	pc   int // next instruction; of a frame that is not the last, the one after its call
	base int
}

// NewThread makes a thread. A nil breaker means one of its own that nobody sets.
func NewThread(host Host, breaker *atomic.Uint32) *Thread {
	if breaker == nil {
		breaker = new(atomic.Uint32)
	}
	return &Thread{Host: host, Breaker: breaker, PollEvery: DefaultPollEvery, left: DefaultPollEvery}
}

// Call calls a function of the module and returns its value. The error is a *PyError, or what the host or a native
// returned. A native may call it on the thread that runs it.
func (t *Thread) Call(m *Module, fn string, args ...Value) (Value, error) {
	callee, ok := m.Get(fn)
	if !ok {
		return None(), raise("NameError", "name '%s' is not defined", fn)
	}
	return t.CallValue(callee, args...)
}

// CallValue calls a function value.
func (t *Thread) CallValue(callee Value, args ...Value) (Value, error) {
	switch callee.Kind() {
	case KindNative:
		return callee.ref.native.call(t, args)
	case KindFunc:
		return t.enter(callee.ref.fn, callee.ref.mod, args)
	}
	return None(), raise("TypeError", "'%s' object is not callable", callee.Kind())
}

// Exec runs the statements at the top level of the module's program.
func (t *Thread) Exec(m *Module) error {
	_, err := t.enter(m.prog.main, m, nil)
	return err
}

// enter runs a function on top of what the thread is doing.
func (t *Thread) enter(fn *Func, m *Module, args []Value) (Value, error) {
	if err := checkArgs(fn, len(args)); err != nil {
		return None(), err
	}
	if len(t.frames) >= maxDepth {
		return None(), raise("RecursionError", "maximum recursion depth exceeded")
	}
	floor, base := len(t.frames), t.sp
	if floor == 0 {
		t.left, t.line = min(t.left, max(t.PollEvery, 1)), 0
	}
	t.reserve(base + fn.frame)
	copy(t.stack[base:], args)
	t.push(fn, m, base)
	v, err := t.run(floor)
	if err != nil {
		err = t.addTraceback(err, floor)
	}
	t.frames, t.sp = t.frames[:floor], base
	if floor == 0 {
		clear(t.stack[:t.top]) // keep nothing alive
		t.top = 0
	}
	return v, err
}

// reserve makes the stack at least n long. Slices of the old one stay as they are.
func (t *Thread) reserve(n int) {
	t.top = max(t.top, n)
	if n > len(t.stack) {
		t.stack = append(t.stack, make([]Value, max(n, 2*len(t.stack), 256)-len(t.stack))...)
	}
}

// push adds the frame of a call whose arguments are on the stack from base on, and empties its other locals.
func (t *Thread) push(fn *Func, m *Module, base int) {
	for i := base + fn.NumParams; i < base+len(fn.locals); i++ {
		t.stack[i] = Value{ref: unboundObject}
	}
	t.frames = append(t.frames, frame{fn: fn, mod: m, base: base})
}

// pop removes the last frame and returns where its locals began.
func (t *Thread) pop() (base int) {
	last := len(t.frames) - 1
	base = t.frames[last].base
	t.frames = t.frames[:last]
	return base
}

// pushCall begins the call of a program function with the n arguments below sp, from the instruction before pc.
func (t *Thread) pushCall(fn *Func, m *Module, pc, sp, n int) error {
	if n != fn.NumParams {
		return checkArgs(fn, n)
	}
	if len(t.frames) >= maxDepth {
		return raise("RecursionError", "maximum recursion depth exceeded")
	}
	t.frames[len(t.frames)-1].pc = pc
	t.reserve(sp - n + fn.frame)
	t.push(fn, m, sp-n)
	return nil
}

// pushSum begins the sum over a generator. On the stack are the function sum and, below sp, the generator's parameters.
func (t *Thread) pushSum(gen *Func, pc, sp int) error {
	sum := &t.stack[sp-gen.NumParams-1]
	if sum.Kind() != KindNative || !sum.ref.native.sum {
		return raise("NotImplementedError", "only the built-in sum can take a generator in this interpreter")
	}
	*sum = Value{} // the total takes the place of the function
	return t.pushCall(gen, t.frames[len(t.frames)-1].mod, pc, sp, gen.NumParams)
}

// checkArgs compares the number of arguments with the number of parameters.
func checkArgs(fn *Func, n int) error {
	want := fn.NumParams
	switch {
	case n == want:
		return nil
	case n > want:
		return raise("TypeError", "%s() takes %d positional argument%s but %d %s given",
			fn.Name, want, plural(want), n, map[bool]string{true: "was", false: "were"}[n == 1])
	}
	missing := make([]string, 0, want-n)
	for _, name := range fn.locals[n:want] {
		missing = append(missing, "'"+name+"'")
	}
	last := len(missing) - 1
	text := missing[last]
	switch {
	case last == 1:
		text = missing[0] + " and " + text
	case last > 1:
		text = strings.Join(missing[:last], ", ") + ", and " + text
	}
	return raise("TypeError", "%s() missing %d required positional argument%s: %s", fn.Name, len(missing), plural(len(missing)), text)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// poll is the slow half of a checkpoint.
func (t *Thread) poll(line int) error {
	t.left = max(t.PollEvery, 1)
	if t.Host == nil {
		return nil
	}
	return t.Host.Poll(line)
}

// Line is the line that the thread executes, as far as a native that it calls can
// ask; 0 outside of any call.
func (t *Thread) Line() int {
	if len(t.frames) == 0 {
		return 0
	}
	f := &t.frames[len(t.frames)-1]
	return f.fn.Line(f.pc - 1)
}

// lineEvent tells the host that the execution has come to a line, unless it knows.
func (t *Thread) lineEvent(line int) {
	if t.LineEvents && line != t.line && t.Host != nil {
		t.line = line
		t.Host.Line(line)
	}
}
