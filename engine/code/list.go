// This file holds the containers: lists, ranges and what iterates over them.

package code

import (
	"strconv"
	"sync"
)

// Sizes above these raise MemoryError, so that a small program cannot take the whole machine.
var (
	maxListItems = 1 << 24
	maxTextBytes = 1 << 26
)

// list is the body of a list. Its lock makes each operation whole even where there is no GIL, as PEP 703 has it.
type list struct {
	mu    sync.Mutex
	items []Value
}

func (l *list) length() int {
	l.mu.Lock()
	n := len(l.items)
	l.mu.Unlock()
	return n
}

func (l *list) snapshot() []Value {
	l.mu.Lock()
	items := append([]Value(nil), l.items...)
	l.mu.Unlock()
	return items
}

// get returns item i, counted from the end when negative.
func (l *list) get(i int64) (v Value, ok bool) {
	l.mu.Lock()
	if i < 0 {
		i += int64(len(l.items))
	}
	if uint64(i) < uint64(len(l.items)) {
		v, ok = l.items[i], true
	}
	l.mu.Unlock()
	return v, ok
}

// set replaces item i, counted from the end when negative.
func (l *list) set(i int64, v Value) (ok bool) {
	l.mu.Lock()
	if i < 0 {
		i += int64(len(l.items))
	}
	if uint64(i) < uint64(len(l.items)) {
		l.items[i], ok = v, true
	}
	l.mu.Unlock()
	return ok
}

// add appends; ok is false when the list would be too long.
func (l *list) add(vs ...Value) (ok bool) {
	l.mu.Lock()
	if ok = len(l.items)+len(vs) <= maxListItems; ok {
		l.items = append(l.items, vs...)
	}
	l.mu.Unlock()
	return ok
}

// pop removes item i, counted from the end when negative, and returns it.
func (l *list) pop(i int64) (Value, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := int64(len(l.items))
	if n == 0 {
		return Value{}, raise("IndexError", "pop from empty list")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return Value{}, raise("IndexError", "pop index out of range")
	}
	v := l.items[i]
	copy(l.items[i:], l.items[i+1:])
	l.items[n-1] = Value{}
	l.items = l.items[:n-1]
	return v, nil
}

// span is the body of a range object.
type span struct{ start, stop, step int64 }

// length is the number of turns of a loop over the range.
func (s span) length() uint64 {
	switch {
	case s.step > 0 && s.start < s.stop:
		return (uint64(s.stop)-uint64(s.start)-1)/uint64(s.step) + 1
	case s.step < 0 && s.start > s.stop:
		return (uint64(s.start)-uint64(s.stop)-1)/-uint64(s.step) + 1
	}
	return 0
}

// String is the range's repr.
func (s span) String() string {
	text := "range(" + strconv.FormatInt(s.start, 10) + ", " + strconv.FormatInt(s.stop, 10)
	if s.step != 1 {
		text += ", " + strconv.FormatInt(s.step, 10)
	}
	return text + ")"
}

// iter is the body of an iterator, over a range or, when list is set, over a list.
type iter struct {
	next, step int64
	left       uint64
	list       *list
}

// nextItem gives the next item of a list, or ok false at its end.
func (it *iter) nextItem() (v Value, ok bool) {
	if it.list == nil {
		return Value{}, false
	}
	v, ok = it.list.get(it.next)
	if !ok {
		it.list = nil // an exhausted iterator stays exhausted
		return v, false
	}
	it.next++
	return v, true
}

// advance gives the next item of anything that is iterated over.
func (it *iter) advance() (v Value, ok bool) {
	if it.left == 0 {
		return it.nextItem()
	}
	v = Int(it.next)
	it.next += it.step
	it.left--
	return v, true
}

// newIter is Python's iter(v).
func newIter(v Value) (Value, error) {
	it := &iter{}
	switch v.Kind() {
	case KindRange:
		it.next, it.step, it.left = v.ref.rng.start, v.ref.rng.step, v.ref.rng.length()
	case KindList:
		it.list = v.ref.list
	case kindIter:
		return v, nil
	case KindStr:
		return v, raise("NotImplementedError", "iterating over a str is not supported by this interpreter")
	default:
		return v, raise("TypeError", "'%s' object is not iterable", v.Kind())
	}
	return Value{ref: &object{kind: kindIter, iter: it}}, nil
}
