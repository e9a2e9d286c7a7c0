// This file holds the compiler's frame: Compile, scopes, and the emission of instructions with their lines and labels.

package code

import (
	"strings"
)

// Limits of one program.
const (
	maxInstrs = 1 << 18
	maxFrame  = 1 << 12 // locals and stack of one function
)

const genexprName = "<genexpr>"

// Compile translates a program text. The error, if any, is a *CompileError. file is only a name, for messages.
func Compile(file, src string) (prog *Program, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case bailout:
			prog, err = nil, r.err
		default:
			panic(r)
		}
	}()
	body := parse(file, src)
	prog = &Program{File: file, Source: src, lines: strings.Split(src, "\n")}
	c := &compiler{prog: prog, globals: map[string]int{}}
	prog.main = c.module(body)
	return prog, nil
}

// compiler is the state of one translation.
type compiler struct {
	prog    *Program
	globals map[string]int
	*scope  // the function being compiled
}

// scope is a function being compiled.
type scope struct {
	fn       *Func
	locals   map[string]int
	assigned map[string]bool // locals that surely have a value here
	captured map[string]bool // of a generator: the locals of the enclosing function that it uses
	declared map[string]bool // by global
	consts   map[constKey]int
	line     int
	depth    int // of the stack, at the next instruction
	deepest  int
	dead     bool // the next instruction cannot be reached
	loops    []*loop
}

// constKey tells constants apart.
type constKey struct {
	kind Kind
	text string
}

// loop is where break and continue go to.
type loop struct {
	again, done *label
	iterator    bool // there is an iterator on the stack, to be removed by break
}

// label is a place in the code that jumps name before or after it is known.
type label struct {
	at    int // -1 while unknown
	jumps []int
}

func newLabel() *label { return &label{at: -1} }

func (c *compiler) fail(at pos, msg string) {
	panic(bailout{&CompileError{c.prog.File, at.line, at.col, msg}})
}

// open starts a function; the returned func finishes it and goes back to the enclosing one.
func (c *compiler) open(name string, line int, params []string) (closeScope func() *Func) {
	outer := c.scope
	fn := &Func{Name: name, FirstLine: line, NumParams: len(params), prog: c.prog}
	c.scope = &scope{fn: fn, line: line, locals: map[string]int{}, assigned: map[string]bool{},
		captured: map[string]bool{}, declared: map[string]bool{}, consts: map[constKey]int{}}
	for _, p := range params {
		c.addLocal(p)
		c.assigned[p] = true
	}
	c.emit(Resume, 0)
	return func() *Func {
		fn.frame = len(fn.locals) + c.deepest + 1
		if fn.frame > maxFrame {
			c.fail(pos{line, 1}, "the function has too many variables or too long expressions")
		}
		fn.instrument()
		c.scope = outer
		return fn
	}
}

func (s *scope) addLocal(name string) {
	if _, found := s.locals[name]; !found {
		s.locals[name] = len(s.fn.locals)
		s.fn.locals = append(s.fn.locals, name)
	}
}

// global returns the index of a global variable.
func (c *compiler) global(name string) int32 {
	i, found := c.globals[name]
	if !found {
		i = len(c.prog.globals)
		c.globals[name] = i
		c.prog.globals = append(c.prog.globals, name)
	}
	return int32(i)
}

// constant returns the index of a constant of the function.
func (c *compiler) constant(v Value) int32 {
	key := constKey{v.Kind(), v.Repr()}
	i, found := c.consts[key]
	if !found {
		i = len(c.fn.consts)
		c.consts[key] = i
		c.fn.consts = append(c.fn.consts, v)
	}
	return int32(i)
}

// emit appends an instruction of the current line and follows its effect on the stack. It returns its index.
func (c *compiler) emit(op Op, arg int32) int {
	if len(c.fn.code) >= maxInstrs {
		c.fail(pos{c.line, 1}, "the function is too long")
	}
	c.fn.code = append(c.fn.code, Instr{op, arg})
	c.fn.lines = append(c.fn.lines, int32(c.line))
	info := opTable[op]
	switch info.arg {
	case argCount:
		c.depth += info.effect + info.perArg*int(arg)
	case argMethod:
		c.depth += info.effect + info.perArg*int(arg>>8)
	default:
		c.depth += info.effect
	}
	c.deepest = max(c.deepest, c.depth)
	switch op {
	case JumpForward, JumpBackward, ReturnValue, ReturnSum:
		c.dead = true
	}
	return len(c.fn.code) - 1
}

// jump emits a jump to the label, forward or backward as the label is known or not.
func (c *compiler) jump(forward, backward Op, to *label) {
	if to.at >= 0 {
		c.emit(backward, int32(to.at))
		return
	}
	to.jumps = append(to.jumps, c.emit(forward, 0))
}

// here puts the label at the next instruction.
func (c *compiler) here(l *label) {
	l.at = len(c.fn.code)
	for _, j := range l.jumps {
		c.fn.code[j].Arg = int32(l.at)
	}
	if len(l.jumps) > 0 {
		c.dead = false
	}
}

// snapshot copies what is surely assigned.
func (s *scope) snapshot() map[string]bool {
	m := make(map[string]bool, len(s.assigned))
	for k := range s.assigned {
		m[k] = true
	}
	return m
}

// load emits the load of a variable.
func (c *compiler) load(name string) {
	i, local := c.locals[name]
	switch {
	case local && c.captured[name]:
		c.emit(LoadDeref, int32(i))
	case local && c.assigned[name]:
		c.emit(LoadFast, int32(i))
	case local:
		c.emit(LoadFastCheck, int32(i))
	default:
		c.emit(LoadGlobal, c.global(name))
	}
}

// store emits the store to a variable.
func (c *compiler) store(name string) {
	if i, local := c.locals[name]; local {
		c.emit(StoreFast, int32(i))
		c.assigned[name] = true
		return
	}
	c.emit(StoreGlobal, c.global(name))
}
