// This file holds the machine: the loop that executes instructions.

package code

import "math/bits"

// run executes the topmost frame, and those that it calls, until it returns; floor is its index.
//
// How it is made fast. The state that every instruction needs (the code, the stack, the locals, pc and sp) is in local
// variables; what belongs to a frame is read from t.frames only when a function begins, ends or fails. Instructions have
// a fixed width, the switch is dense and becomes a jump table. The first thing that an operator does is to look whether
// both operands are ints in the value itself (ref is nil): it then computes in the lower operand's place, which needs
// neither an allocation nor a write of a pointer. Everything else is a call of a function of ops.go. A call from one
// program function to another is a new frame in the same loop, not a Go call.
//
// Where it is honest. An instruction does what CPython's does and no two are merged, so what can happen between two
// instructions of CPython can happen here too. Only at the label checkpoint does the machine ask its host, and only the
// instructions marked in opTable go there: RESUME, the backward jumps that jump, the calls of natives when they have
// returned. Cost of a checkpoint that has nothing to do: one decrement and one atomic load.
//
// Errors go to the label fail with pc behind the instruction, which is what tracebacks expect.
func (t *Thread) run(floor int) (Value, error) {
	var (
		fn            *Func
		code          []Instr
		globals       []slot
		stack, locals []Value
		pc, sp        int
		at            int // the instruction of a checkpoint
		truth         bool
		err           error
		breaker       = t.Breaker
	)
	sp = t.frames[floor].base + len(t.frames[floor].fn.locals)

frameChange: // the last frame has changed, and sp is set
	{
		f := &t.frames[len(t.frames)-1]
		fn, pc, globals, stack = f.fn, f.pc, f.mod.slots, t.stack
		locals = stack[f.base : f.base+len(fn.locals)]
		code = fn.code
		if t.LineEvents {
			code = fn.traced
			if pc > 0 {
				t.lineEvent(fn.Line(pc - 1))
			}
		}
	}

	for {
		in := code[pc]
		op := in.Op
		pc++
	dispatch:
		switch op {
		case Resume:
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				continue
			}
			at = pc - 1
			goto checkpoint

		// Variables and constants.
		case LoadConst:
			stack[sp] = fn.consts[in.Arg]
			sp++
			continue
		case LoadFast, LoadClosure:
			stack[sp] = locals[in.Arg]
			sp++
			continue
		case LoadFastCheck, LoadDeref:
			v := &locals[in.Arg]
			if v.ref == unboundObject {
				err = unbound(op, fn.locals[in.Arg])
				goto fail
			}
			stack[sp] = *v
			sp++
			continue
		case StoreFast:
			sp--
			locals[in.Arg] = stack[sp]
			continue
		case LoadGlobal:
			if t.Step != nil {
				t.sp = sp
				if err = t.Step(op, fn.Line(pc-1)); err != nil {
					goto fail
				}
			}
			v, ok := globals[in.Arg].load()
			if !ok {
				err = raise("NameError", "name '%s' is not defined", fn.prog.globals[in.Arg])
				goto fail
			}
			stack[sp] = v
			sp++
			continue
		case StoreGlobal:
			if t.Step != nil {
				t.sp = sp
				if err = t.Step(op, fn.Line(pc-1)); err != nil {
					goto fail
				}
			}
			sp--
			globals[in.Arg].store(stack[sp])
			continue
		case PopTop:
			sp--
			continue
		case Copy:
			stack[sp] = stack[sp-int(in.Arg)]
			sp++
			continue
		case Swap:
			a, b := &stack[sp-1], &stack[sp-int(in.Arg)]
			*a, *b = *b, *a
			continue

		// Operators.
		case BinaryAdd:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				lo, carry := bits.Add64(a.lo, b.lo, 0)
				hi := a.hi + b.hi + int64(carry)
				if (a.hi^hi)&(b.hi^hi) >= 0 {
					a.lo, a.hi = lo, hi
					sp--
					continue
				}
			}
		case BinarySubtract:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				lo, borrow := bits.Sub64(a.lo, b.lo, 0)
				hi := a.hi - b.hi - int64(borrow)
				if (a.hi^b.hi)&(a.hi^hi) >= 0 {
					a.lo, a.hi = lo, hi
					sp--
					continue
				}
			}
		case BinaryMultiply:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				if a.hi|b.hi == 0 {
					if hi, lo := bits.Mul64(a.lo, b.lo); int64(hi) >= 0 {
						a.lo, a.hi = lo, int64(hi)
						sp--
						continue
					}
				} else if mul128(a, b) {
					sp--
					continue
				}
			}
		case BinaryFloorDiv:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil && floorDiv128(a, b) {
				sp--
				continue
			}
		case BinaryModulo:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil && mod128(a, b) {
				sp--
				continue
			}
		case BinaryAnd:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				a.lo, a.hi = a.lo&b.lo, a.hi&b.hi
				sp--
				continue
			}
		case BinaryXor:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				a.lo, a.hi = a.lo^b.lo, a.hi^b.hi
				sp--
				continue
			}
		case BinaryOr:
			a, b := &stack[sp-2], &stack[sp-1]
			if a.ref == nil && b.ref == nil {
				a.lo, a.hi = a.lo|b.lo, a.hi|b.hi
				sp--
				continue
			}
		case BinaryOp:
			if binary128(binOp(in.Arg), &stack[sp-2], &stack[sp-1]) {
				sp--
				continue
			}
		case UnaryNegative, UnaryPositive, UnaryInvert:
			if stack[sp-1], err = unary(op, stack[sp-1]); err != nil {
				goto fail
			}
			continue
		case UnaryNot:
			stack[sp-1] = Bool(!stack[sp-1].Truth())
			continue
		case CompareOp:
			a, b := &stack[sp-2], &stack[sp-1]
			sp--
			if a.ref == nil && b.ref == nil {
				*a = Value{ref: boolObject, lo: uint64(cmpTruth[in.Arg&7] >> order128(a, b) & 1)}
				continue
			}
			if truth, err = compareValues(cmpOp(in.Arg), *a, *b); err != nil {
				goto fail
			}
			*a = Bool(truth)
			continue
		case IsOp:
			sp--
			stack[sp-1] = Bool((stack[sp-1] == stack[sp]) == (in.Arg == 0))
			continue

		// Jumps. Only those that go backward are checkpoints.
		case JumpForward:
			pc = int(in.Arg)
			continue
		case JumpBackward:
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				pc = int(in.Arg)
				continue
			}
			at, pc = pc-1, int(in.Arg)
			goto checkpoint
		case PopJumpForwardIfFalse:
			if sp--; !stack[sp].isTrue() {
				pc = int(in.Arg)
			}
			continue
		case PopJumpForwardIfTrue:
			if sp--; stack[sp].isTrue() {
				pc = int(in.Arg)
			}
			continue
		case PopJumpBackwardIfFalse, PopJumpBackwardIfTrue:
			if sp--; stack[sp].isTrue() != (op == PopJumpBackwardIfTrue) {
				continue
			}
			at, pc = pc-1, int(in.Arg)
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				continue
			}
			goto checkpoint
		case JumpIfFalseOrPop, JumpIfTrueOrPop:
			if stack[sp-1].Truth() == (op == JumpIfTrueOrPop) {
				pc = int(in.Arg)
				continue
			}
			sp--
			continue

		// Loops.
		case GetIter:
			if stack[sp-1], err = newIter(stack[sp-1]); err != nil {
				goto fail
			}
			continue
		case ForIter:
			it := stack[sp-1].ref.iter
			if it.left != 0 {
				n := it.next
				it.left--
				it.next = n + it.step
				stack[sp] = Value{nil, uint64(n), n >> 63}
				sp++
				continue
			}
			v, ok := it.nextItem()
			if !ok {
				sp--
				pc = int(in.Arg)
				continue
			}
			stack[sp] = v
			sp++
			continue

		// Calls.
		case Call:
			n := int(in.Arg)
			callee := stack[sp-n-1]
			switch callee.Kind() {
			case KindFunc:
				if err = t.pushCall(callee.ref.fn, callee.ref.mod, pc, sp, n); err != nil {
					goto fail
				}
				sp += len(callee.ref.fn.locals) - n
				goto frameChange
			case KindNative:
				t.sp = sp
				t.frames[len(t.frames)-1].pc = pc
				var v Value
				if v, err = callee.ref.native.call(t, stack[sp-n:sp:sp]); err != nil {
					goto fail
				}
				sp -= n
				t.stack[sp-1] = v
				if len(stack) != len(t.stack) { // it called a program, for which the stack had to grow
					t.frames[len(t.frames)-1].pc = pc
					if t.left--; t.left > 0 && breaker.Load() == 0 {
						goto frameChange
					}
					at = pc - 1
					goto checkpoint
				}
			default:
				err = raise("TypeError", "'%s' object is not callable", callee.Kind())
				goto fail
			}
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				continue
			}
			at = pc - 1
			goto checkpoint
		case LoadMethod:
			if k := stack[sp-1].Kind(); k != KindList {
				err = raise("AttributeError", "'%s' object has no attribute '%s'", k, methodNames[in.Arg])
				goto fail
			}
			continue
		case CallMethod:
			n := int(in.Arg >> 8)
			var v Value
			if v, err = callMethod(method(in.Arg&0xff), stack[sp-n-1], stack[sp-n:sp]); err != nil {
				goto fail
			}
			sp -= n
			stack[sp-1] = v
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				continue
			}
			at = pc - 1
			goto checkpoint
		case ReturnValue:
			v := stack[sp-1]
			if len(t.frames)-1 == floor {
				return v, nil
			}
			sp = t.pop()
			stack[sp-1] = v // in the place of the function
			goto frameChange

		// The generator of a sum.
		case SumGenerator:
			next := fn.prog.funcs[in.Arg]
			if err = t.pushSum(next, pc, sp); err != nil {
				goto fail
			}
			sp += len(next.locals) - next.NumParams
			goto frameChange
		case YieldValue:
			total, v := &stack[sp-3-len(locals)], &stack[sp-1] // total, locals, iterator, value
			if total.ref == nil && v.ref == nil && add128(total, v) {
				continue
			}
			if *total, err = binaryValue(opAdd, *total, *v); err != nil {
				goto fail
			}
			continue
		case ReturnSum:
			sp = t.pop() // the total is there, where the function sum was
			if t.left--; t.left > 0 && breaker.Load() == 0 {
				goto frameChange
			}
			caller := &t.frames[len(t.frames)-1]
			fn, pc, at = caller.fn, caller.pc, caller.pc-1
			goto checkpoint

		// Lists and functions.
		case BuildList:
			n := int(in.Arg)
			sp -= n
			stack[sp] = List(stack[sp : sp+n]...)
			sp++
			continue
		case BinarySubscr:
			sp--
			if stack[sp-1], err = getItem(stack[sp-1], stack[sp]); err != nil {
				goto fail
			}
			continue
		case StoreSubscr:
			sp -= 3
			if err = setItem(stack[sp+1], stack[sp+2], stack[sp]); err != nil {
				goto fail
			}
			continue
		case MakeFunction:
			stack[sp] = t.frames[len(t.frames)-1].mod.function(fn.prog.funcs[in.Arg])
			sp++
			continue
		case traceLine:
			t.lineEvent(fn.Line(pc - 1))
			op = fn.code[pc-1].Op
			goto dispatch
		}

		// Only the operators come here, when their fast path does not apply.
		sp--
		if stack[sp-1], err = binaryValue(binOp(in.Arg), stack[sp-1], stack[sp]); err != nil {
			goto fail
		}
		continue

	checkpoint:
		t.sp = sp
		if err = t.poll(fn.Line(at)); err != nil {
			pc = at + 1
			goto fail
		}
		t.frames[len(t.frames)-1].pc = pc
		goto frameChange
	}

fail:
	t.frames[len(t.frames)-1].pc = pc
	return None(), err
}
