// Package pool holds the engines of package work's pools: threads that take
// tasks from a queue, and processes that take them from a socket.
//
// This file holds what a pool records: its queue, who works at which task, and
// how many are done. The object has no live state but its counters, which are
// changed by one atomic step each, so that a worker may be killed at any moment
// without anybody having to clean up after it.
package pool

import (
	"sync/atomic"
	"unsafe"

	"corelanes/engine/trace"
)

// The values of a pool in a recording. Its items are the numbers of the tasks
// that wait, its holders the workers at work, each as deep as its task's number.
const (
	ValueDone   trace.Slot = 0 // tasks done, failed ones included
	ValueFailed trace.Slot = 1 // tasks that failed
	ValueChunk  trace.Slot = 2 // calls in the task that was queued last
)

// cell is the pool's part of the shared memory.
type cell struct {
	seq    uint32
	_      uint32
	taken  int64 // tasks that have left the queue
	done   int64
	failed int64
	chunk  int64
}

// board is a pool's object in the recording.
type board struct {
	obj  trace.Obj
	cell *cell
}

// newBoard enters a pool of n workers in the recording.
func newBoard(a *trace.Arena, name string, n int) (board, error) {
	o, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjPool, Name: name, Core: trace.CoreUnknown, Param: int64(n)})
	if err != nil {
		return board{}, err
	}
	return attachBoard(a, o), nil
}

func attachBoard(a *trace.Arena, o trace.Obj) board {
	return board{o, (*cell)(unsafe.Pointer(a.Cell(o)))}
}

func (b board) put(rec *trace.Writer, seq uint32, k trace.Kind, lane trace.Lane, slot trace.Slot, arg int64) {
	rec.Put(trace.Event{Kind: k, Lane: lane, Obj: b.obj, Seq: seq, Slot: slot, Arg: arg, Core: trace.CoreUnknown})
}

// next reserves n numbers of the object's own order and is the first.
func (b board) next(n uint32) uint32 { return atomic.AddUint32(&b.cell.seq, n) - n + 1 }

// pushed records that a task of so many calls was queued. One task at a time is.
func (b board) pushed(rec *trace.Writer, lane trace.Lane, task uint64, calls int) {
	if b.cell.chunk != int64(calls) {
		b.cell.chunk = int64(calls)
		b.put(rec, b.next(1), trace.KindSet, lane, ValueChunk, int64(calls))
	}
	b.put(rec, b.next(1), trace.KindPush, lane, 0, int64(task))
}

// took records that a worker took the first task of the queue.
func (b board) took(rec *trace.Writer, lane trace.Lane, task uint64) {
	atomic.AddInt64(&b.cell.taken, 1)
	seq := b.next(2)
	b.put(rec, seq, trace.KindPop, lane, 0, int64(task))
	b.put(rec, seq+1, trace.KindTake, lane, 0, int64(task))
}

// gave records that a worker is done with its task.
func (b board) gave(rec *trace.Writer, lane trace.Lane, failed bool) {
	n := uint32(2)
	if failed {
		n++
	}
	seq := b.next(n)
	b.put(rec, seq, trace.KindGive, lane, 0, 0)
	b.put(rec, seq+1, trace.KindSet, lane, ValueDone, atomic.AddInt64(&b.cell.done, 1))
	if failed {
		b.put(rec, seq+2, trace.KindSet, lane, ValueFailed, atomic.AddInt64(&b.cell.failed, 1))
	}
}

// dropped records that the n tasks in the queue leave it, and nobody runs them.
func (b board) dropped(rec *trace.Writer, lane trace.Lane, n int) {
	for range n {
		b.put(rec, b.next(1), trace.KindPop, lane, 0, 0)
	}
}
