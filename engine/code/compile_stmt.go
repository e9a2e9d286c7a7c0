// This file holds the compiler's statements.

package code

// module compiles the top level.
func (c *compiler) module(body []stmt) *Func {
	finish := c.open("<module>", 1, nil)
	c.initial(body)
	c.block(body)
	c.emit(LoadConst, c.constant(None()))
	c.emit(ReturnValue, 0)
	return finish()
}

// def compiles a function and emits its making.
func (c *compiler) def(d *defStmt) {
	finish := c.open(d.name, d.line, d.params)
	c.declare(d)
	c.block(d.body)
	if !c.dead {
		c.emit(LoadConst, c.constant(None()))
		c.emit(ReturnValue, 0)
	}
	fn := finish()
	c.prog.funcs = append(c.prog.funcs, fn)
	index := len(c.prog.funcs) - 1
	c.prog.initial = append(c.prog.initial, binding{global: int(c.global(d.name)), fn: fn})
	c.line = d.line
	c.emit(MakeFunction, int32(index))
	c.emit(StoreGlobal, c.global(d.name))
}

// declare finds the local variables of a function: what it assigns and does not declare global.
func (c *compiler) declare(d *defStmt) {
	used := map[string]bool{}
	for _, p := range d.params {
		used[p] = true
	}
	eachStmt(d.body, func(s stmt) {
		switch s := s.(type) {
		case *globalStmt:
			for _, name := range s.names {
				if used[name] {
					c.fail(s.pos, "name '"+name+"' is used before its global declaration, or is a parameter")
				}
				c.declared[name] = true
			}
		default:
			eachNameOf(exprsOf(s), func(name string) { used[name] = true })
			eachTarget(s, func(name string) {
				used[name] = true
				if !c.declared[name] {
					c.addLocal(name)
				}
			})
		}
	})
}

// eachStmt visits statements and the statements in them, in the order of the text.
func eachStmt(body []stmt, visit func(stmt)) {
	for _, s := range body {
		visit(s)
		switch s := s.(type) {
		case *ifStmt:
			eachStmt(s.body, visit)
			eachStmt(s.other, visit)
		case *whileStmt:
			eachStmt(s.body, visit)
		case *forStmt:
			eachStmt(s.body, visit)
		}
	}
}

// exprsOf lists the expressions of a statement itself.
func exprsOf(s stmt) []expr {
	switch s := s.(type) {
	case *exprStmt:
		return []expr{s.x}
	case *assignStmt:
		xs := append([]expr(nil), s.values...)
		for _, group := range s.targets {
			xs = append(xs, group...)
		}
		return xs
	case *augStmt:
		return []expr{s.target, s.value}
	case *returnStmt:
		return []expr{s.value}
	case *ifStmt:
		return []expr{s.cond}
	case *whileStmt:
		return []expr{s.cond}
	case *forStmt:
		return []expr{s.iter}
	}
	return nil
}

// eachTarget visits the names that a statement itself assigns.
func eachTarget(s stmt, visit func(string)) {
	target := func(x expr) {
		if n, ok := x.(*nameExpr); ok {
			visit(n.name)
		}
	}
	switch s := s.(type) {
	case *assignStmt:
		for _, group := range s.targets {
			for _, x := range group {
				target(x)
			}
		}
	case *augStmt:
		target(s.target)
	case *forStmt:
		target(s.name)
	}
}

// block compiles statements. What cannot be reached is compiled too, so that errors in it are found, and thrown away.
func (c *compiler) block(body []stmt) {
	for _, s := range body {
		if c.dead {
			c.discard(s)
			continue
		}
		c.line = s.at().line
		c.statement(s)
	}
}

// discard compiles a statement without keeping its code.
func (c *compiler) discard(s stmt) {
	size, depth, deepest, assigned, loops := len(c.fn.code), c.depth, c.deepest, c.snapshot(), c.loops
	c.loops = nil // its jumps must not be patched later
	for range loops {
		c.loops = append(c.loops, &loop{again: newLabel(), done: newLabel()})
	}
	c.dead = false
	c.statement(s)
	c.fn.code, c.fn.lines = c.fn.code[:size], c.fn.lines[:size]
	c.depth, c.deepest, c.assigned, c.loops, c.dead = depth, deepest, assigned, loops, true
}

func (c *compiler) statement(s stmt) {
	switch s := s.(type) {
	case *defStmt:
		c.def(s)
	case *exprStmt:
		c.exprStatement(s)
	case *assignStmt:
		c.assign(s)
	case *augStmt:
		c.augmented(s)
	case *returnStmt:
		if s.value == nil {
			s.value = &constExpr{s.pos, None()}
		}
		c.expr(s.value)
		c.line = s.line
		c.emit(ReturnValue, 0)
	case *ifStmt:
		c.ifStatement(s)
	case *whileStmt:
		c.while(s)
	case *forStmt:
		c.forLoop(s)
	case *breakStmt:
		c.leaveLoop(s)
	}
}

// exprStatement compiles an expression for its effect; a constant, such as a docstring, has none.
func (c *compiler) exprStatement(s *exprStmt) {
	if _, isConst := fold(s.x); isConst {
		return
	}
	c.expr(s.x)
	c.emit(PopTop, 0)
}

func (c *compiler) assign(s *assignStmt) {
	for _, v := range s.values {
		c.expr(v)
	}
	if n := len(s.values); n > 1 {
		c.emit(Swap, int32(n)) // the first value on top, as the targets are assigned from left to right
	}
	for i, group := range s.targets {
		if i < len(s.targets)-1 {
			c.emit(Copy, 1)
		}
		for _, target := range group {
			c.assignTo(target)
		}
	}
}

// initial collects what a new module starts with: the constants and lists of constants that the text sets before its
// first other statement. Functions are added when they are compiled.
func (c *compiler) initial(body []stmt) {
	for _, s := range body {
		switch s := s.(type) {
		case *defStmt, *passStmt, *globalStmt:
		case *exprStmt:
			if _, isConst := fold(s.x); !isConst {
				return
			}
		case *assignStmt:
			name, ok := s.targets[0][0].(*nameExpr)
			if !ok || len(s.values) != 1 || len(s.targets) != 1 {
				return
			}
			b := binding{global: int(c.global(name.name))}
			if b.items, b.list = constItems(s.values[0]); !b.list {
				if b.value, ok = fold(s.values[0]); !ok {
					return
				}
			}
			c.prog.initial = append(c.prog.initial, b)
		default:
			return
		}
	}
}

// constItems returns the items of a list of constants.
func constItems(x expr) (items []Value, ok bool) {
	l, ok := x.(*listExpr)
	if !ok {
		return nil, false
	}
	for _, item := range l.items {
		v, isConst := fold(item)
		if !isConst {
			return nil, false
		}
		items = append(items, v)
	}
	return items, true
}

// assignTo stores the top of the stack.
func (c *compiler) assignTo(target expr) {
	switch x := target.(type) {
	case *nameExpr:
		c.line = x.line
		c.store(x.name)
	case *indexExpr:
		c.expr(x.x)
		c.expr(x.index)
		c.line = x.line
		c.emit(StoreSubscr, 0)
	}
}

// augmented compiles x op= v: load, compute, store, with nothing between them but what v itself does.
func (c *compiler) augmented(s *augStmt) {
	if x, ok := s.target.(*nameExpr); ok {
		c.load(x.name)
		c.expr(s.value)
		c.line = s.line
		c.binary(s.op)
		c.store(x.name)
		return
	}
	x := s.target.(*indexExpr)
	c.expr(x.x)
	c.expr(x.index)
	c.emit(Copy, 2)
	c.emit(Copy, 2)
	c.emit(BinarySubscr, 0)
	c.expr(s.value)
	c.line = s.line
	c.binary(s.op)
	c.emit(Swap, 3)
	c.emit(Swap, 2)
	c.emit(StoreSubscr, 0)
}

func (c *compiler) ifStatement(s *ifStmt) {
	other, done := newLabel(), newLabel()
	c.jumpIf(s.cond, false, other)
	before := c.snapshot()
	c.block(s.body)
	after, ended := c.assigned, c.dead
	if len(s.other) == 0 {
		c.here(other)
		c.assigned, c.dead = before, false
		return
	}
	if !ended {
		c.jump(JumpForward, JumpBackward, done)
	}
	c.here(other)
	c.assigned, c.dead = before, false
	c.block(s.other)
	switch {
	case ended: // what holds after is what the other branch leaves
	case c.dead:
		c.assigned = after
	default:
		for name := range c.assigned {
			if !after[name] {
				delete(c.assigned, name)
			}
		}
	}
	c.here(done)
	c.dead = c.dead && ended
}

// while compiles a loop with its condition at the top for the first turn and at the bottom for the others, as CPython
// does: one backward jump, which is a checkpoint, in each turn.
func (c *compiler) while(s *whileStmt) {
	v, isConst := fold(s.cond)
	l := &loop{again: newLabel(), done: newLabel()}
	c.here(l.again)
	if !isConst || !v.Truth() {
		c.jumpIf(s.cond, false, l.done)
	}
	before := c.snapshot()
	body := newLabel()
	c.here(body)
	c.loops = append(c.loops, l)
	c.block(s.body)
	c.loops = c.loops[:len(c.loops)-1]
	switch {
	case c.dead:
	case isConst && v.Truth():
		c.jump(JumpForward, JumpBackward, body)
	default:
		c.line = s.line
		c.jumpIf(s.cond, true, body)
	}
	c.assigned = before
	c.dead = isConst && v.Truth()
	c.here(l.done)
}

func (c *compiler) forLoop(s *forStmt) {
	c.expr(s.iter)
	c.line = s.iter.at().line
	c.emit(GetIter, 0)
	l := &loop{again: newLabel(), done: newLabel(), iterator: true}
	end := newLabel()
	c.line = s.line
	c.here(l.again)
	c.jump(ForIter, ForIter, end)
	before := c.snapshot()
	c.store(s.name.name)
	c.loops = append(c.loops, l)
	c.block(s.body)
	c.loops = c.loops[:len(c.loops)-1]
	if !c.dead {
		c.jump(JumpForward, JumpBackward, l.again)
	}
	c.assigned, c.dead = before, false
	c.depth-- // FOR_ITER has removed the iterator
	c.here(end)
	c.here(l.done)
}

// leaveLoop compiles break and continue.
func (c *compiler) leaveLoop(s *breakStmt) {
	l := c.loops[len(c.loops)-1]
	if s.again {
		c.jump(JumpForward, JumpBackward, l.again)
		return
	}
	if l.iterator {
		c.emit(PopTop, 0)
		c.depth++ // only on this path
	}
	c.jump(JumpForward, JumpBackward, l.done)
}
