// This file holds Value, the one type of everything a program computes with.

package code

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Kind says which Python type a Value has.
type Kind uint8

// The kinds of values. KindUnbound is the zero Kind and no Python type: the content of a variable before its first
// assignment.
const (
	KindUnbound Kind = iota
	KindInt
	KindBool
	KindNone
	KindStr
	KindList
	KindRange
	KindFunc
	KindNative
	kindIter
)

// kindNames gives the names that Python's messages use.
var kindNames = [...]string{
	KindUnbound: "unbound", KindInt: "int", KindBool: "bool", KindNone: "NoneType", KindStr: "str", KindList: "list",
	KindRange: "range", KindFunc: "function", KindNative: "builtin_function_or_method", kindIter: "iterator",
}

// String gives the name of the Python type.
func (k Kind) String() string { return kindNames[k] }

// Value is a Python object. An int of up to 128 bits stands in the value itself (ref is nil, the number is hi:lo in two's
// complement), so that arithmetic allocates nothing; everything else is reached through ref. A bool has 0 or 1 in lo, so
// that its truth is read as an int's is. The zero Value is the int 0. Values are immutable, except that a list's items
// change.
type Value struct {
	ref *object
	lo  uint64
	hi  int64
}

// object is what ref leads to. Only the field that belongs to the kind is set.
type object struct {
	kind   Kind
	big    *big.Int
	text   string
	list   *list
	rng    span
	iter   *iter
	fn     *Func
	mod    *Module // of fn
	native *native
}

// native is a Go function with its name.
type native struct {
	name string
	call Native
	sum  bool // the built-in sum, which also drives generators
}

// The singletons.
var (
	unboundObject = &object{kind: KindUnbound}
	noneObject    = &object{kind: KindNone}
	boolObject    = &object{kind: KindBool}
)

// Int makes an int.
func Int(n int64) Value { return Value{nil, uint64(n), n >> 63} }

// Big makes an int of any size; n may be changed afterwards.
func Big(n *big.Int) Value { return fromBig(new(big.Int).Set(n)) }

// Bool makes True or False.
func Bool(b bool) Value {
	if b {
		return Value{ref: boolObject, lo: 1}
	}
	return Value{ref: boolObject}
}

// None returns None.
func None() Value { return Value{ref: noneObject} }

// Str makes a string.
func Str(s string) Value { return Value{ref: &object{kind: KindStr, text: s}} }

// List makes a new list with these items.
func List(items ...Value) Value {
	return Value{ref: &object{kind: KindList, list: &list{items: append([]Value(nil), items...)}}}
}

// Kind returns the value's kind.
func (v Value) Kind() Kind {
	if v.ref == nil {
		return KindInt
	}
	return v.ref.kind
}

// IsNone says whether the value is None.
func (v Value) IsNone() bool { return v.ref == noneObject }

// Int64 returns an int's or a bool's number; ok is false for other kinds and for ints that do not fit.
func (v Value) Int64() (n int64, ok bool) {
	if v.ref == nil || v.ref == boolObject {
		return int64(v.lo), v.hi == int64(v.lo)>>63
	}
	return 0, false
}

// BigInt returns an int's or a bool's number as a new big.Int, nil for other kinds.
func (v Value) BigInt() *big.Int {
	if k := v.Kind(); k != KindInt && k != KindBool {
		return nil
	}
	return new(big.Int).Set(v.toBig())
}

// Text returns a string's text; ok is false for other kinds.
func (v Value) Text() (text string, ok bool) {
	if v.Kind() != KindStr {
		return "", false
	}
	return v.ref.text, true
}

// Items returns a copy of a list's items, nil for other kinds.
func (v Value) Items() []Value {
	if v.Kind() != KindList {
		return nil
	}
	return v.ref.list.snapshot()
}

// Truth is Python's bool(v).
func (v Value) Truth() bool {
	switch v.Kind() {
	case KindInt:
		return v.ref != nil || v.lo|uint64(v.hi) != 0 // a boxed int is never 0
	case KindBool:
		return v.lo != 0
	case KindNone, KindUnbound:
		return false
	case KindStr:
		return v.ref.text != ""
	case KindList:
		return v.ref.list.length() != 0
	case KindRange:
		return v.ref.rng.length() != 0
	}
	return true
}

// isTrue is Truth, short enough to be compiled in line for what conditions mostly are.
func (v *Value) isTrue() bool {
	if v.ref == nil || v.ref == boolObject {
		return v.lo|uint64(v.hi) != 0
	}
	return v.Truth()
}

// String is Python's str(v): a string's own text, everything else as Repr.
func (v Value) String() string {
	if v.Kind() == KindStr {
		return v.ref.text
	}
	return v.Repr()
}

// Repr is Python's repr(v).
func (v Value) Repr() string {
	var b strings.Builder
	v.repr(&b, nil)
	return b.String()
}

// maxReprDepth is how deep lists in lists are shown.
const maxReprDepth = 100

// repr writes the value. outer are the lists around it: a list in itself is shown as [...], and so is one that is too
// deep or comes after too much text.
func (v Value) repr(b *strings.Builder, outer []*object) {
	switch v.Kind() {
	case KindInt:
		if n, ok := v.Int64(); ok {
			b.WriteString(strconv.FormatInt(n, 10))
			return
		}
		b.WriteString(v.toBig().String())
	case KindBool:
		b.WriteString([2]string{"False", "True"}[v.lo&1])
	case KindNone:
		b.WriteString("None")
	case KindStr:
		b.WriteString(quote(v.ref.text))
	case KindList:
		if len(outer) >= maxReprDepth || slices.Contains(outer, v.ref) || b.Len() > maxTextBytes {
			b.WriteString("[...]")
			return
		}
		outer = append(outer, v.ref)
		b.WriteByte('[')
		for i, item := range v.ref.list.snapshot() {
			if i > 0 {
				b.WriteString(", ")
			}
			item.repr(b, outer)
		}
		b.WriteByte(']')
	case KindRange:
		b.WriteString(v.ref.rng.String())
	case KindFunc:
		b.WriteString("<function " + v.ref.fn.Name + ">")
	case KindNative:
		b.WriteString("<built-in function " + v.ref.native.name + ">")
	default:
		b.WriteString("<" + v.Kind().String() + ">")
	}
}

// quote writes a string as Python does: in single quotes, unless it holds those and no double ones.
func quote(s string) string {
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		q = '"'
	}
	var b strings.Builder
	b.WriteByte(q)
	for _, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case strconv.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			b.WriteString(`\x` + hex(r, 2))
		case r < 0x10000:
			b.WriteString(`\u` + hex(r, 4))
		default:
			b.WriteString(`\U` + hex(r, 8))
		}
	}
	b.WriteByte(q)
	return b.String()
}

// hex writes r with at least width hexadecimal digits.
func hex(r rune, width int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(0, width-len(s))) + s
}
