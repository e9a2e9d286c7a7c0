// This file holds the syntax tree. It has no behaviour: the parser makes it, the compiler walks it.

package code

// expr is an expression: one of the types below that end in Expr.
type expr interface{ at() pos }

// stmt is a statement: one of the types below that end in Stmt.
type stmt interface{ at() pos }

// at makes a pos a node's own place when it is embedded.
func (p pos) at() pos { return p }

type (
	// constExpr is a literal.
	constExpr struct {
		pos
		val Value
	}
	// nameExpr is a variable's name.
	nameExpr struct {
		pos
		name string
	}
	// listExpr is [a, b, …].
	listExpr struct {
		pos
		items []expr
	}
	// unaryExpr is -x, +x, ~x or not x.
	unaryExpr struct {
		pos
		op string
		x  expr
	}
	// binaryExpr is x op y with an arithmetic or bit operator.
	binaryExpr struct {
		pos
		op   binOp
		x, y expr
	}
	// compareExpr is a comparison, chained when it has more than one operator: first ops[0] rest[0] ops[1] rest[1] ….
	compareExpr struct {
		pos
		first expr
		ops   []cmpOp
		rest  []expr
	}
	// logicExpr is x and y, or x or y.
	logicExpr struct {
		pos
		or   bool
		x, y expr
	}
	// ifExpr is then if cond else other.
	ifExpr struct {
		pos
		cond, then, other expr
	}
	// callExpr is fn(args…).
	callExpr struct {
		pos
		fn   expr
		args []expr
	}
	// methodExpr is recv.name(args…).
	methodExpr struct {
		pos
		recv   expr
		method method
		args   []expr
	}
	// indexExpr is x[index].
	indexExpr struct {
		pos
		x, index expr
	}
	// sumExpr is sum(elem for name in iter if cond…).
	sumExpr struct {
		pos
		sum   *nameExpr
		elem  expr
		name  string
		iter  expr
		conds []expr
	}
)

type (
	// exprStmt is an expression whose value is dropped.
	exprStmt struct {
		pos
		x expr
	}
	// assignStmt is target = … = value; each target group has one to three targets.
	assignStmt struct {
		pos
		targets [][]expr
		values  []expr
	}
	// augStmt is target op= value.
	augStmt struct {
		pos
		target expr
		op     binOp
		value  expr
	}
	// returnStmt is return [value].
	returnStmt struct {
		pos
		value expr // nil for none
	}
	// ifStmt is if cond: body else: other; elif is an ifStmt in other.
	ifStmt struct {
		pos
		cond        expr
		body, other []stmt
	}
	// whileStmt is while cond: body.
	whileStmt struct {
		pos
		cond expr
		body []stmt
	}
	// forStmt is for name in iter: body.
	forStmt struct {
		pos
		name *nameExpr
		iter expr
		body []stmt
	}
	// breakStmt is break or continue.
	breakStmt struct {
		pos
		again bool // continue
	}
	// passStmt is pass.
	passStmt struct{ pos }
	// globalStmt is global a, b, ….
	globalStmt struct {
		pos
		names []string
	}
	// defStmt is def name(params): body.
	defStmt struct {
		pos
		name   string
		params []string
		body   []stmt
	}
)
