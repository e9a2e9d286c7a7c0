// This file holds the parser's statements: tokens in, syntax tree out.

package code

import "strings"

// maxNesting bounds how deep statements and expressions may nest.
const maxNesting = 100

// maxChain bounds the operators in one chain such as a + b + c + …, whose tree is as deep as it is long.
const maxChain = 1000

// parser reads the tokens of one text from left to right, one token ahead.
type parser struct {
	file   string
	tokens []token
	depth  int
	inDef  bool
	loops  int
	inGen  bool // in the element of sum(… for …)
}

// parse returns the statements of the text. It bails out at the first error.
func parse(file, src string) []stmt {
	p := &parser{file: file, tokens: lex(file, src)}
	var body []stmt
	for p.tok().kind != tokEnd {
		body = p.statement(body)
	}
	return body
}

func (p *parser) tok() token { return p.tokens[0] }

func (p *parser) fail(at pos, msg string) {
	panic(bailout{&CompileError{p.file, at.line, at.col, msg}})
}

func (p *parser) next() token {
	t := p.tokens[0]
	if t.kind != tokEnd {
		p.tokens = p.tokens[1:]
	}
	return t
}

// accept takes the next token if it is this keyword or operator.
func (p *parser) accept(text string) bool {
	if p.tok().is(text) {
		p.next()
		return true
	}
	return false
}

func (p *parser) expect(text string) token {
	if !p.tok().is(text) {
		p.fail(p.tok().pos, "expected '"+text+"', found "+p.tok().describe())
	}
	return p.next()
}

func (p *parser) expectName() token {
	if p.tok().kind != tokName {
		p.fail(p.tok().pos, "expected a name, found "+p.tok().describe())
	}
	return p.next()
}

// enter counts a level of nesting; the caller defers leave.
func (p *parser) enter() {
	if p.depth++; p.depth > maxNesting {
		p.fail(p.tok().pos, "the program is nested too deeply")
	}
}

func (p *parser) leave() { p.depth-- }

// statement appends the statements of one line, or one compound statement.
func (p *parser) statement(body []stmt) []stmt {
	p.enter()
	defer p.leave()
	t := p.tok()
	if t.kind == tokKeyword {
		switch t.text {
		case "def":
			return append(body, p.def())
		case "if":
			return append(body, p.ifStatement())
		case "while":
			return append(body, p.while())
		case "for":
			return append(body, p.forLoop())
		}
	}
	if t.kind == tokOp && t.text == "@" {
		p.fail(t.pos, "decorators are not supported")
	}
	return p.simpleLine(body)
}

// simpleLine reads small statements up to the line's end.
func (p *parser) simpleLine(body []stmt) []stmt {
	for {
		body = append(body, p.simple())
		if !p.accept(";") || p.tok().kind == tokNewline {
			break
		}
	}
	if p.tok().kind != tokNewline {
		p.fail(p.tok().pos, "expected end of line, found "+p.tok().describe())
	}
	p.next()
	return body
}

// block reads what follows a colon: an indented block, or small statements on the same line.
func (p *parser) block() []stmt {
	colon := p.expect(":")
	if p.tok().kind != tokNewline {
		return p.simpleLine(nil)
	}
	p.next()
	if p.tok().kind != tokIndent {
		p.fail(colon.pos, "expected an indented block")
	}
	p.next()
	var body []stmt
	for p.tok().kind != tokDedent {
		body = p.statement(body)
	}
	p.next()
	return body
}

func (p *parser) def() stmt {
	at := p.next().pos
	if p.inDef || p.depth > 1 {
		p.fail(at, "a function can only be defined at the top level: there are no closures here")
	}
	d := &defStmt{pos: at, name: p.expectName().text}
	p.expect("(")
	for !p.tok().is(")") {
		t := p.tok()
		if t.is("*") || t.is("**") {
			p.fail(t.pos, "*args and **kwargs are not supported")
		}
		name := p.expectName()
		for _, other := range d.params {
			if other == name.text {
				p.fail(name.pos, "duplicate argument '"+other+"' in function definition")
			}
		}
		d.params = append(d.params, name.text)
		switch t := p.tok(); {
		case t.is("="):
			p.fail(t.pos, "default values of parameters are not supported")
		case t.is(":"):
			p.fail(t.pos, "annotations are not supported")
		case !t.is(")"):
			p.expect(",")
		}
	}
	p.expect(")")
	if t := p.tok(); t.is("->") {
		p.fail(t.pos, "annotations are not supported")
	}
	p.inDef = true
	d.body = p.block()
	p.inDef = false
	return d
}

func (p *parser) ifStatement() stmt {
	p.enter()
	defer p.leave()
	s := &ifStmt{pos: p.next().pos, cond: p.expr()}
	s.body = p.block()
	switch t := p.tok(); {
	case t.is("elif"):
		s.other = []stmt{p.ifStatement()}
	case p.accept("else"):
		s.other = p.block()
	}
	return s
}

func (p *parser) while() stmt {
	s := &whileStmt{pos: p.next().pos, cond: p.expr()}
	s.body = p.loopBody()
	return s
}

func (p *parser) forLoop() stmt {
	at := p.next().pos
	name := p.expectName()
	if t := p.tok(); t.is(",") {
		p.fail(t.pos, "a for loop has one variable here")
	}
	s := &forStmt{pos: at, name: &nameExpr{name.pos, name.text}}
	p.expect("in")
	s.iter = p.expr()
	s.body = p.loopBody()
	return s
}

func (p *parser) loopBody() []stmt {
	p.loops++
	body := p.block()
	p.loops--
	if t := p.tok(); t.is("else") {
		p.fail(t.pos, "'else' after a loop is not supported")
	}
	return body
}

// simple reads one small statement.
func (p *parser) simple() stmt {
	t := p.tok()
	if t.kind == tokKeyword {
		switch t.text {
		case "pass":
			return &passStmt{p.next().pos}
		case "break", "continue":
			if p.loops == 0 {
				p.fail(t.pos, "'"+t.text+"' outside a loop")
			}
			return &breakStmt{p.next().pos, t.text == "continue"}
		case "return":
			return p.returnStatement()
		case "global":
			return p.globalStatement()
		}
	}
	return p.assignment()
}

func (p *parser) returnStatement() stmt {
	s := &returnStmt{pos: p.next().pos}
	if !p.inDef {
		p.fail(s.pos, "'return' outside function")
	}
	if t := p.tok(); t.kind != tokNewline && !t.is(";") {
		s.value = p.expr()
	}
	if t := p.tok(); t.is(",") {
		p.fail(t.pos, "tuples are not supported: return one value")
	}
	return s
}

func (p *parser) globalStatement() stmt {
	s := &globalStmt{pos: p.next().pos}
	for {
		s.names = append(s.names, p.expectName().text)
		if !p.accept(",") {
			return s
		}
	}
}

// assignment reads an assignment of any form, or an expression.
func (p *parser) assignment() stmt {
	at := p.tok().pos
	group := p.exprs()
	t := p.tok()
	if t.kind == tokOp && len(t.text) >= 2 && strings.HasSuffix(t.text, "=") && t.text != ":=" && t.text != "==" {
		return p.augmented(at, group)
	}
	if !t.is("=") {
		if t.is(":") {
			p.fail(t.pos, "annotations are not supported")
		}
		if len(group) > 1 {
			p.fail(at, "tuples are not supported, except on both sides of an assignment")
		}
		return &exprStmt{at, group[0]}
	}
	s := &assignStmt{pos: at}
	for p.accept("=") {
		for _, target := range group {
			p.checkTarget(target)
		}
		s.targets = append(s.targets, group)
		group = p.exprs()
	}
	s.values = group
	for _, targets := range s.targets {
		if len(targets) != len(group) || len(group) > 1 && len(s.targets) > 1 || len(group) > 3 {
			p.fail(at, "only a, b = x, y and a, b, c = x, y, z are supported, with as many values as names")
		}
	}
	return s
}

func (p *parser) augmented(at pos, group []expr) stmt {
	t := p.next()
	text := strings.TrimSuffix(t.text, "=")
	op, found := binOpOf(text)
	if !found {
		p.fail(t.pos, "'"+t.text+"' is not supported"+divisionHint(text))
	}
	if len(group) != 1 {
		p.fail(at, "an augmented assignment has one target")
	}
	p.checkTarget(group[0])
	return &augStmt{at, group[0], op + inPlace, p.expr()}
}

// checkTarget refuses what cannot be assigned to.
func (p *parser) checkTarget(x expr) {
	switch x.(type) {
	case *nameExpr, *indexExpr:
		return
	}
	p.fail(x.at(), "cannot assign to this: a name or an item is needed")
}

// exprs reads expressions separated by commas.
func (p *parser) exprs() []expr {
	group := []expr{p.expr()}
	for p.accept(",") {
		if t := p.tok(); t.kind == tokNewline || t.is("=") {
			p.fail(t.pos, "tuples are not supported")
		}
		group = append(group, p.expr())
	}
	return group
}
