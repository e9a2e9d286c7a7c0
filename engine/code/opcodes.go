// This file holds the instruction set: one table with every instruction's name, operand and effect on the stack.

package code

// Op is an operation of the machine.
type Op uint8

// The instructions. Names and meaning are CPython 3.11's where it has the instruction; BINARY_OP and COMPARE_OP come out
// of the compiler as CPython's own specialised forms are, one operation for each frequent operator.
const (
	Resume Op = iota
	LoadConst
	LoadFast
	LoadFastCheck
	LoadClosure
	LoadDeref
	StoreFast
	LoadGlobal
	StoreGlobal
	PopTop
	Copy
	Swap
	BinaryAdd
	BinarySubtract
	BinaryMultiply
	BinaryFloorDiv
	BinaryModulo
	BinaryAnd
	BinaryXor
	BinaryOr
	BinaryOp
	UnaryNegative
	UnaryPositive
	UnaryInvert
	UnaryNot
	CompareOp
	IsOp
	JumpForward
	JumpBackward
	PopJumpForwardIfFalse
	PopJumpForwardIfTrue
	PopJumpBackwardIfFalse
	PopJumpBackwardIfTrue
	JumpIfFalseOrPop
	JumpIfTrueOrPop
	GetIter
	ForIter
	Call
	CallMethod
	LoadMethod
	ReturnValue
	SumGenerator
	YieldValue
	ReturnSum
	BuildList
	BinarySubscr
	StoreSubscr
	MakeFunction
	traceLine // stands in for the first instruction of a line while line events are on
	numOps
)

// operand says what the operand of an instruction means.
type operand uint8

const (
	argNone   operand = iota
	argCount          // a number: arguments, items, places on the stack
	argConst          // index of a constant
	argFunc           // index of a function of the program
	argLocal          // index of a local variable
	argGlobal         // index of a global variable of the program
	argTarget         // index of an instruction
	argBinary         // binOp
	argCmp            // cmpOp
	argIs             // 1: is not
	argMethod         // method, and the number of arguments times 256
)

// opInfo is a row of the table.
type opInfo struct {
	name    string
	arg     operand
	effect  int  // on the stack, when the operand does not change it
	perArg  int  // additional effect for each unit of an argCount operand
	isCheck bool // the instruction is, or can be, a checkpoint
}

// opTable documents the instruction set. For SUM_GENERATOR see the compiler.
var opTable = [numOps]opInfo{
	//                         name                            operand    effect perArg checkpoint
	Resume:                 {"RESUME", argCount, 0, 0, true}, // 0: a function begins, 1: a generator goes on
	LoadConst:              {"LOAD_CONST", argConst, +1, 0, false},
	LoadFast:               {"LOAD_FAST", argLocal, +1, 0, false},       // known to be assigned
	LoadFastCheck:          {"LOAD_FAST_CHECK", argLocal, +1, 0, false}, // may be unassigned: UnboundLocalError
	LoadClosure:            {"LOAD_CLOSURE", argLocal, +1, 0, false},    // hand a local to a generator, assigned or not
	LoadDeref:              {"LOAD_DEREF", argLocal, +1, 0, false},      // a local of the enclosing function: NameError
	StoreFast:              {"STORE_FAST", argLocal, -1, 0, false},
	LoadGlobal:             {"LOAD_GLOBAL", argGlobal, +1, 0, false}, // may be unassigned: NameError
	StoreGlobal:            {"STORE_GLOBAL", argGlobal, -1, 0, false},
	PopTop:                 {"POP_TOP", argNone, -1, 0, false},
	Copy:                   {"COPY", argCount, +1, 0, false}, // push the n-th item from the top, 1 is the top
	Swap:                   {"SWAP", argCount, 0, 0, false},  // exchange the top with the n-th item
	BinaryAdd:              {"BINARY_OP_ADD", argBinary, -1, 0, false},
	BinarySubtract:         {"BINARY_OP_SUBTRACT", argBinary, -1, 0, false},
	BinaryMultiply:         {"BINARY_OP_MULTIPLY", argBinary, -1, 0, false},
	BinaryFloorDiv:         {"BINARY_OP_FLOOR_DIVIDE", argBinary, -1, 0, false},
	BinaryModulo:           {"BINARY_OP_REMAINDER", argBinary, -1, 0, false},
	BinaryAnd:              {"BINARY_OP_AND", argBinary, -1, 0, false},
	BinaryXor:              {"BINARY_OP_XOR", argBinary, -1, 0, false},
	BinaryOr:               {"BINARY_OP_OR", argBinary, -1, 0, false},
	BinaryOp:               {"BINARY_OP", argBinary, -1, 0, false}, // << >> **
	UnaryNegative:          {"UNARY_NEGATIVE", argNone, 0, 0, false},
	UnaryPositive:          {"UNARY_POSITIVE", argNone, 0, 0, false},
	UnaryInvert:            {"UNARY_INVERT", argNone, 0, 0, false},
	UnaryNot:               {"UNARY_NOT", argNone, 0, 0, false},
	CompareOp:              {"COMPARE_OP", argCmp, -1, 0, false},
	IsOp:                   {"IS_OP", argIs, -1, 0, false},
	JumpForward:            {"JUMP_FORWARD", argTarget, 0, 0, false},
	JumpBackward:           {"JUMP_BACKWARD", argTarget, 0, 0, true},
	PopJumpForwardIfFalse:  {"POP_JUMP_FORWARD_IF_FALSE", argTarget, -1, 0, false},
	PopJumpForwardIfTrue:   {"POP_JUMP_FORWARD_IF_TRUE", argTarget, -1, 0, false},
	PopJumpBackwardIfFalse: {"POP_JUMP_BACKWARD_IF_FALSE", argTarget, -1, 0, true}, // a checkpoint when it jumps
	PopJumpBackwardIfTrue:  {"POP_JUMP_BACKWARD_IF_TRUE", argTarget, -1, 0, true},  // a checkpoint when it jumps
	JumpIfFalseOrPop:       {"JUMP_IF_FALSE_OR_POP", argTarget, -1, 0, false},      // 0 when it jumps
	JumpIfTrueOrPop:        {"JUMP_IF_TRUE_OR_POP", argTarget, -1, 0, false},       // 0 when it jumps
	GetIter:                {"GET_ITER", argNone, 0, 0, false},
	ForIter:                {"FOR_ITER", argTarget, +1, 0, false},       // at the end jumps, and the effect is -1
	Call:                   {"CALL", argCount, 0, -1, true},             // a checkpoint when what it calls is native
	CallMethod:             {"CALL_METHOD", argMethod, 0, -1, true},     // all methods are native
	LoadMethod:             {"LOAD_METHOD", argMethod, 0, 0, false},     // check that the object has it; it stays
	ReturnValue:            {"RETURN_VALUE", argNone, -1, 0, false},     //
	SumGenerator:           {"SUM_GENERATOR", argFunc, 0, 0, false},     // run a generator under the built-in sum
	YieldValue:             {"YIELD_VALUE", argNone, 0, 0, false},       // sum adds the value and resumes the generator
	ReturnSum:              {"RETURN_SUM", argNone, 0, 0, true},         // the generator is done: sum returns its total
	BuildList:              {"BUILD_LIST", argCount, +1, -1, false},     //
	BinarySubscr:           {"BINARY_SUBSCR", argNone, -1, 0, false},    // x, index → x[index]
	StoreSubscr:            {"STORE_SUBSCR", argNone, -3, 0, false},     // value, x, index →
	MakeFunction:           {"MAKE_FUNCTION", argFunc, +1, 0, false},    //
	traceLine:              {"INSTRUMENTED_LINE", argNone, 0, 0, false}, //
}

// String gives the name as in Python's dis.
func (op Op) String() string {
	if op < numOps {
		return opTable[op].name
	}
	return "<unknown>"
}

// Checkpoint says whether the machine may ask its host at this instruction.
func (op Op) Checkpoint() bool { return op < numOps && opTable[op].isCheck }

// Instr is one instruction.
type Instr struct {
	Op  Op
	Arg int32
}

// binOp is an operator of two operands; CPython 3.11 numbers them the same. The in-place form adds inPlace.
type binOp int32

const (
	opAdd      binOp = 0
	opAnd      binOp = 1
	opFloorDiv binOp = 2
	opLsh      binOp = 3
	opMul      binOp = 5
	opMod      binOp = 6
	opOr       binOp = 7
	opPow      binOp = 8
	opRsh      binOp = 9
	opSub      binOp = 10
	opXor      binOp = 12
	inPlace    binOp = 13
)

// binOps says for each operator how it is written and which instruction does it.
var binOps = map[binOp]struct {
	text string
	op   Op
}{
	opAdd: {"+", BinaryAdd}, opSub: {"-", BinarySubtract}, opMul: {"*", BinaryMultiply}, opFloorDiv: {"//", BinaryFloorDiv},
	opMod: {"%", BinaryModulo}, opAnd: {"&", BinaryAnd}, opXor: {"^", BinaryXor}, opOr: {"|", BinaryOr},
	opPow: {"**", BinaryOp}, opLsh: {"<<", BinaryOp}, opRsh: {">>", BinaryOp},
}

// plain removes the in-place mark.
func (op binOp) plain() binOp {
	if op >= inPlace {
		return op - inPlace
	}
	return op
}

// String is the operator as written, with = when in place.
func (op binOp) String() string {
	if op >= inPlace {
		return binOps[op-inPlace].text + "="
	}
	return binOps[op].text
}

// cmpOp is a comparison, numbered as in CPython; is and is not are instructions of their own.
type cmpOp int32

const (
	cmpLT cmpOp = iota
	cmpLE
	cmpEQ
	cmpNE
	cmpGT
	cmpGE
	cmpIs
	cmpIsNot
)

// cmpText holds the comparisons as written.
var cmpText = [...]string{"<", "<=", "==", "!=", ">", ">=", "is", "is not"}

// cmpTruth has, for each comparison, bit 0 set if it holds for less, bit 1 for equal, bit 2 for greater.
var cmpTruth = [8]uint8{cmpLT: 0b001, cmpLE: 0b011, cmpEQ: 0b010, cmpNE: 0b101, cmpGT: 0b100, cmpGE: 0b110}

// method is a method of list, the only type that has any here.
type method int32

const (
	methodAppend method = iota
	methodPop
	numMethods
)

// methodNames holds the methods as written.
var methodNames = [numMethods]string{"append", "pop"}
