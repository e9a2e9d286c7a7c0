// This file holds the parser's expressions, one function for each level of precedence.

package code

import (
	"math/big"
	"strings"
)

// binLevels lists the operators of two operands by precedence, the loosest first.
var binLevels = [][]string{{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "//", "%", "/", "@"}}

// binOpOf finds the operator by its text.
func binOpOf(text string) (binOp, bool) {
	for op, info := range binOps {
		if info.text == text {
			return op, true
		}
	}
	return 0, false
}

// divisionHint explains the one missing operator that people expect.
func divisionHint(text string) string {
	if text == "/" {
		return ": it gives floats, use //"
	}
	return ""
}

// expr reads a whole expression: x if c else y, or anything tighter.
func (p *parser) expr() expr {
	p.enter()
	defer p.leave()
	x := p.or()
	if t := p.tok(); t.is("if") && !p.inGen {
		p.next()
		cond := p.or()
		p.expect("else")
		return &ifExpr{t.pos, cond, x, p.expr()}
	}
	if t := p.tok(); t.is(":=") {
		p.fail(t.pos, "':=' is not supported")
	}
	return x
}

func (p *parser) or() expr  { return p.logic("or", p.and) }
func (p *parser) and() expr { return p.logic("and", p.not) }

// logic reads a chain of one of the two logical operators. It groups to the right, which short-circuits the same.
func (p *parser) logic(op string, tighter func() expr) expr {
	x := tighter()
	if t := p.tok(); t.is(op) {
		p.enter()
		defer p.leave()
		p.next()
		return &logicExpr{t.pos, op == "or", x, p.logic(op, tighter)}
	}
	return x
}

func (p *parser) not() expr {
	if t := p.tok(); t.is("not") {
		p.enter()
		defer p.leave()
		p.next()
		return &unaryExpr{t.pos, "not", p.not()}
	}
	return p.comparison()
}

func (p *parser) comparison() expr {
	x := p.binary(0)
	op, found := p.cmpOp()
	if !found {
		return x
	}
	c := &compareExpr{pos: x.at(), first: x}
	for found {
		if len(c.ops) >= maxChain {
			p.fail(p.tok().pos, "the expression is too long")
		}
		c.ops = append(c.ops, op)
		c.rest = append(c.rest, p.binary(0))
		op, found = p.cmpOp()
	}
	return c
}

// cmpOp takes a comparison operator if one comes next.
func (p *parser) cmpOp() (cmpOp, bool) {
	t := p.tok()
	if t.is("in") || t.is("not") {
		p.fail(t.pos, "'in' is not supported as an operator")
	}
	if p.accept("is") {
		if p.accept("not") {
			return cmpIsNot, true
		}
		return cmpIs, true
	}
	for op, text := range cmpText[:cmpIs] {
		if p.accept(text) {
			return cmpOp(op), true
		}
	}
	return 0, false
}

// binary reads the operators of binLevels[level] and tighter.
func (p *parser) binary(level int) expr {
	if level == len(binLevels) {
		return p.unary()
	}
	x := p.binary(level + 1)
	for n := 0; ; n++ {
		t := p.tok()
		if t.kind != tokOp || !contains(binLevels[level], t.text) {
			return x
		}
		op, found := binOpOf(t.text)
		if !found {
			p.fail(t.pos, "'"+t.text+"' is not supported"+divisionHint(t.text))
		}
		if n >= maxChain {
			p.fail(t.pos, "the expression is too long")
		}
		p.next()
		x = &binaryExpr{x.at(), op, x, p.binary(level + 1)}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (p *parser) unary() expr {
	t := p.tok()
	if t.is("-") || t.is("+") || t.is("~") {
		p.enter()
		defer p.leave()
		p.next()
		return &unaryExpr{t.pos, t.text, p.unary()}
	}
	return p.power()
}

// power reads x ** y, which binds tighter than a sign on its left and looser than one on its right.
func (p *parser) power() expr {
	x := p.postfix()
	if p.tok().is("**") {
		p.enter()
		defer p.leave()
		p.next()
		return &binaryExpr{x.at(), opPow, x, p.unary()}
	}
	return x
}

// postfix reads calls, indexes and methods after an atom.
func (p *parser) postfix() expr {
	x := p.atom()
	for n := 0; ; n++ {
		if n >= maxNesting {
			p.fail(p.tok().pos, "the expression is too long")
		}
		switch t := p.tok(); {
		case t.is("("):
			x = p.call(x)
		case t.is("["):
			x = p.index(x)
		case t.is("."):
			x = p.methodCall(x)
		default:
			return x
		}
	}
}

// call reads the arguments of a call, or the generator of a sum.
func (p *parser) call(fn expr) expr {
	p.next()
	outer := p.inGen
	p.inGen = false
	defer func() { p.inGen = outer }()
	c := &callExpr{pos: fn.at(), fn: fn}
	for !p.tok().is(")") {
		if t := p.tok(); t.is("*") || t.is("**") {
			p.fail(t.pos, "unpacking arguments is not supported")
		}
		c.args = append(c.args, p.expr())
		switch t := p.tok(); {
		case t.is("for"):
			return p.generator(fn, c.args)
		case t.is("="):
			p.fail(t.pos, "keyword arguments are not supported")
		case !t.is(")"):
			p.expect(",")
		}
		if len(c.args) > 255 {
			p.fail(c.pos, "too many arguments")
		}
	}
	p.next()
	return c
}

// generator reads the rest of sum(elem for name in iter if cond).
func (p *parser) generator(fn expr, args []expr) expr {
	at := p.next().pos
	sum, ok := fn.(*nameExpr)
	if !ok || sum.name != "sum" || len(args) != 1 {
		p.fail(at, "a generator is only supported as the one argument of sum(…)")
	}
	name := p.expectName()
	g := &sumExpr{pos: fn.at(), sum: sum, elem: args[0], name: name.text}
	p.expect("in")
	p.inGen = true // or: x if y else z is not allowed here without parentheses
	g.iter = p.or()
	for p.accept("if") {
		g.conds = append(g.conds, p.or())
		if len(g.conds) > maxNesting {
			p.fail(at, "the expression is too long")
		}
	}
	p.inGen = false
	if t := p.tok(); t.is("for") {
		p.fail(t.pos, "a generator has one 'for' here")
	}
	p.expect(")")
	return g
}

func (p *parser) index(x expr) expr {
	p.next()
	outer := p.inGen
	p.inGen = false
	defer func() { p.inGen = outer }()
	if t := p.tok(); t.is(":") {
		p.fail(t.pos, "slices are not supported")
	}
	index := p.expr()
	if t := p.tok(); t.is(":") {
		p.fail(t.pos, "slices are not supported")
	}
	p.expect("]")
	return &indexExpr{x.at(), x, index}
}

func (p *parser) methodCall(recv expr) expr {
	p.next()
	name := p.expectName()
	for m, text := range methodNames {
		if text == name.text && p.tok().is("(") {
			c, ok := p.call(recv).(*callExpr)
			if !ok {
				p.fail(name.pos, "a generator is only supported as the one argument of sum(…)")
			}
			return &methodExpr{recv.at(), recv, method(m), c.args}
		}
	}
	p.fail(name.pos, "attribute '"+name.text+"' is not supported: lists have .append(x) and .pop(), nothing else has any")
	return nil
}

// atom reads a name, a literal, a list or an expression in parentheses.
func (p *parser) atom() expr {
	t := p.tok()
	switch t.kind {
	case tokName:
		p.next()
		return &nameExpr{t.pos, t.text}
	case tokInt:
		p.next()
		n, ok := new(big.Int).SetString(strings.ReplaceAll(t.text, "_", ""), intBase(t.text))
		if !ok {
			p.fail(t.pos, "invalid number '"+t.text+"'")
		}
		return &constExpr{t.pos, fromBig(n)}
	case tokString:
		p.next()
		return &constExpr{t.pos, Str(t.text)}
	case tokKeyword:
		if v, found := map[string]Value{"True": Bool(true), "False": Bool(false), "None": None()}[t.text]; found {
			p.next()
			return &constExpr{t.pos, v}
		}
	case tokOp:
		switch t.text {
		case "(":
			return p.parenthesis()
		case "[":
			return p.list()
		case "{":
			p.fail(t.pos, "dictionaries and sets are not supported")
		}
	}
	p.fail(t.pos, "expected an expression, found "+t.describe())
	return nil
}

// intBase gives the base for big.Int: 0 reads the prefix, which decimal zeros such as 00 must not have.
func intBase(text string) int {
	if len(text) > 1 && text[0] == '0' && isLetter(text[1]) && text[1] != '_' {
		return 0
	}
	return 10
}

func (p *parser) parenthesis() expr {
	at := p.next().pos
	outer := p.inGen
	p.inGen = false
	defer func() { p.inGen = outer }()
	if p.tok().is(")") {
		p.fail(at, "tuples are not supported")
	}
	x := p.expr()
	switch t := p.tok(); {
	case t.is(","):
		p.fail(t.pos, "tuples are not supported")
	case t.is("for"):
		p.fail(t.pos, "a generator is only supported as the one argument of sum(…)")
	}
	p.expect(")")
	return x
}

func (p *parser) list() expr {
	at := p.next().pos
	outer := p.inGen
	p.inGen = false
	defer func() { p.inGen = outer }()
	l := &listExpr{pos: at}
	for !p.tok().is("]") {
		l.items = append(l.items, p.expr())
		switch t := p.tok(); {
		case t.is("for"):
			p.fail(t.pos, "list comprehensions are not supported")
		case !t.is("]"):
			p.expect(",")
		}
	}
	p.next()
	return l
}
