// This file holds the compiler's expressions.

package code

// fold computes an expression of constants, as CPython's compiler does; ok is false for all others, and for those that
// raise an exception or have a large result.
func fold(x expr) (v Value, ok bool) {
	switch x := x.(type) {
	case *constExpr:
		return x.val, true
	case *unaryExpr:
		if v, ok = fold(x.x); !ok {
			return v, false
		}
		if x.op == "not" {
			return Bool(!v.Truth()), true
		}
		v, err := unary(unaryOps[x.op], v)
		return v, err == nil
	case *binaryExpr:
		a, okA := fold(x.x)
		b, okB := fold(x.y)
		if !okA || !okB || a.Kind() != KindInt || b.Kind() != KindInt {
			return v, false
		}
		if n, fits := b.Int64(); (x.op == opPow || x.op == opLsh) && (!fits || n > 128) || a.ref != nil {
			return v, false
		}
		v, err := binaryValue(x.op, a, b)
		return v, err == nil
	}
	return v, false
}

// unaryOps maps the signs to their instructions.
var unaryOps = map[string]Op{"-": UnaryNegative, "+": UnaryPositive, "~": UnaryInvert}

// expr compiles an expression; its value is pushed.
func (c *compiler) expr(x expr) {
	c.line = x.at().line
	if v, ok := fold(x); ok {
		c.emit(LoadConst, c.constant(v))
		return
	}
	switch x := x.(type) {
	case *nameExpr:
		c.load(x.name)
	case *listExpr:
		for _, item := range x.items {
			c.expr(item)
		}
		c.line = x.line
		c.emit(BuildList, int32(len(x.items)))
	case *unaryExpr:
		c.expr(x.x)
		c.line = x.line
		if x.op == "not" {
			c.emit(UnaryNot, 0)
			return
		}
		c.emit(unaryOps[x.op], 0)
	case *binaryExpr:
		c.expr(x.x)
		c.expr(x.y)
		c.line = x.line
		c.binary(x.op)
	case *compareExpr:
		c.compare(x)
	case *logicExpr:
		c.logic(x)
	case *ifExpr:
		c.ifExpr(x)
	case *callExpr:
		c.expr(x.fn)
		c.args(x.args)
		c.line = x.line
		c.emit(Call, int32(len(x.args)))
	case *methodExpr:
		c.expr(x.recv)
		c.emit(LoadMethod, int32(x.method))
		c.args(x.args)
		c.line = x.line
		c.emit(CallMethod, int32(x.method)|int32(len(x.args))<<8)
	case *indexExpr:
		c.expr(x.x)
		c.expr(x.index)
		c.line = x.line
		c.emit(BinarySubscr, 0)
	case *sumExpr:
		c.sum(x)
	}
}

func (c *compiler) args(args []expr) {
	for _, a := range args {
		c.expr(a)
	}
}

// binary emits the instruction of an operator.
func (c *compiler) binary(op binOp) {
	c.emit(binOps[op.plain()].op, int32(op))
}

// comparison emits the instruction of a comparison.
func (c *compiler) comparison(op cmpOp) {
	if op >= cmpIs {
		c.emit(IsOp, int32(op-cmpIs))
		return
	}
	c.emit(CompareOp, int32(op))
}

// compare compiles a comparison; a chain a < b < c keeps b for the second and stops at the first that fails.
func (c *compiler) compare(x *compareExpr) {
	c.expr(x.first)
	last := len(x.ops) - 1
	fails, done := newLabel(), newLabel()
	for i, op := range x.ops {
		c.expr(x.rest[i])
		c.line = x.line
		if i == last {
			c.comparison(op)
			break
		}
		c.emit(Swap, 2)
		c.emit(Copy, 2)
		c.comparison(op)
		c.jump(JumpIfFalseOrPop, JumpIfFalseOrPop, fails)
	}
	if last == 0 {
		return
	}
	c.jump(JumpForward, JumpBackward, done)
	c.here(fails)
	c.depth++
	c.deepest = max(c.deepest, c.depth)
	c.emit(Swap, 2)
	c.emit(PopTop, 0)
	c.here(done)
}

func (c *compiler) logic(x *logicExpr) {
	done := newLabel()
	c.expr(x.x)
	c.line = x.line
	if x.or {
		c.jump(JumpIfTrueOrPop, JumpIfTrueOrPop, done)
	} else {
		c.jump(JumpIfFalseOrPop, JumpIfFalseOrPop, done)
	}
	c.expr(x.y)
	c.here(done)
}

func (c *compiler) ifExpr(x *ifExpr) {
	other, done := newLabel(), newLabel()
	c.jumpIf(x.cond, false, other)
	c.expr(x.then)
	c.jump(JumpForward, JumpBackward, done)
	c.here(other)
	c.depth--
	c.expr(x.other)
	c.here(done)
}

// jumpIf jumps to the label if the condition's truth is want. And, or and not become jumps of their own.
func (c *compiler) jumpIf(x expr, want bool, to *label) {
	switch x := x.(type) {
	case *unaryExpr:
		if x.op == "not" {
			c.jumpIf(x.x, !want, to)
			return
		}
	case *logicExpr:
		if x.or == want { // either side decides
			c.jumpIf(x.x, want, to)
			c.jumpIf(x.y, want, to)
			return
		}
		skip := newLabel()
		c.jumpIf(x.x, !want, skip)
		c.jumpIf(x.y, want, to)
		c.here(skip)
		return
	}
	c.expr(x)
	if want {
		c.jump(PopJumpForwardIfTrue, PopJumpBackwardIfTrue, to)
		return
	}
	c.jump(PopJumpForwardIfFalse, PopJumpBackwardIfFalse, to)
}

// sum compiles sum(elem for name in iter if cond…). The generator is a function of its own, whose parameters are the
// iterator, called .0 as in CPython, and the variables of the enclosing function that it uses. These are copied: nothing
// can assign them while the generator lives, as the enclosing function waits for the sum. SUM_GENERATOR finds them on the
// stack above the function sum itself, in whose place the total then grows, and calls the generator; YIELD_VALUE adds to
// the total and goes straight on to the generator's RESUME, where in CPython the C loop of sum calls the generator again.
func (c *compiler) sum(x *sumExpr) {
	c.expr(x.sum)
	c.expr(x.iter)
	c.line = x.iter.at().line
	c.emit(GetIter, 0)
	index, captured := c.generator(x)
	for _, name := range captured {
		c.line = x.line
		c.emit(LoadClosure, int32(c.locals[name]))
	}
	c.line = x.line
	c.emit(SumGenerator, int32(index))
	c.depth -= 1 + len(captured)
}

// generator compiles the generator of a sum as a function and returns its index and the locals that it needs.
func (c *compiler) generator(x *sumExpr) (index int, captured []string) {
	params := []string{".0"}
	seen := map[string]bool{x.name: true}
	visit := func(name string) {
		if _, local := c.locals[name]; local && !seen[name] {
			seen[name] = true
			captured = append(captured, name)
			params = append(params, name)
		}
	}
	eachName(x.elem, visit)
	for _, cond := range x.conds {
		eachName(cond, visit)
	}
	finish := c.open(genexprName, x.line, params)
	for _, name := range captured {
		c.captured[name] = true
	}
	c.addLocal(x.name)
	again, end := newLabel(), newLabel()
	c.emit(LoadFast, 0)
	c.here(again)
	c.jump(ForIter, ForIter, end)
	c.store(x.name)
	for _, cond := range x.conds {
		c.jumpIf(cond, false, again)
	}
	c.expr(x.elem)
	c.line = x.elem.at().line
	c.emit(YieldValue, 0)
	c.emit(Resume, 1)
	c.emit(PopTop, 0)
	c.jump(JumpForward, JumpBackward, again)
	c.depth--
	c.line = x.line
	c.here(end)
	c.emit(ReturnSum, 0)
	fn := finish()
	c.prog.funcs = append(c.prog.funcs, fn)
	return len(c.prog.funcs) - 1, captured
}

// eachName visits the variables that an expression uses; the variable of a sum inside it is not one of them.
func eachName(x expr, visit func(string)) {
	switch x := x.(type) {
	case *nameExpr:
		visit(x.name)
	case *listExpr:
		eachNameOf(x.items, visit)
	case *unaryExpr:
		eachName(x.x, visit)
	case *binaryExpr:
		eachName(x.x, visit)
		eachName(x.y, visit)
	case *compareExpr:
		eachName(x.first, visit)
		eachNameOf(x.rest, visit)
	case *logicExpr:
		eachName(x.x, visit)
		eachName(x.y, visit)
	case *ifExpr:
		eachNameOf([]expr{x.cond, x.then, x.other}, visit)
	case *callExpr:
		eachName(x.fn, visit)
		eachNameOf(x.args, visit)
	case *methodExpr:
		eachName(x.recv, visit)
		eachNameOf(x.args, visit)
	case *indexExpr:
		eachName(x.x, visit)
		eachName(x.index, visit)
	case *sumExpr:
		visit(x.sum.name)
		eachName(x.iter, visit)
		inner := func(name string) {
			if name != x.name {
				visit(name)
			}
		}
		eachName(x.elem, inner)
		eachNameOf(x.conds, inner)
	}
}

func eachNameOf(xs []expr, visit func(string)) {
	for _, x := range xs {
		eachName(x, visit)
	}
}
