package loop

// This file holds what waits to be run: the queue of what is ready, and the
// heap of timers.

import "corelanes/engine/trace"

// item is what the loop runs next: a task's next step, or a callback.
type item struct {
	task *Task
	call *Handle
}

// ring is the queue of what is ready, the first come first.
type ring struct {
	buf  []item // its length is a power of two
	head int
	n    int
}

func (r *ring) push(x item) {
	if r.n == len(r.buf) {
		r.grow()
	}
	r.buf[(r.head+r.n)&(len(r.buf)-1)] = x
	r.n++
}

func (r *ring) pop() item {
	x := r.buf[r.head]
	r.buf[r.head] = item{}
	r.head = (r.head + 1) & (len(r.buf) - 1)
	r.n--
	return x
}

func (r *ring) grow() {
	buf := make([]item, max(64, 2*len(r.buf)))
	for i := range r.n {
		buf[i] = r.buf[(r.head+i)&(len(r.buf)-1)]
	}
	r.buf, r.head = buf, 0
}

// timer is a moment at which a task is woken or a callback called. It lies in
// what it is for, so that setting one allocates nothing.
type timer struct {
	at    trace.Time
	order uint64 // of equal ones the one set first is first
	task  *Task
	call  *Handle
	place int32 // in the heap, from 1 on; 0: it is not set
}

func (t *timer) before(u *timer) bool { return t.at < u.at || t.at == u.at && t.order < u.order }

// timers is a heap, the earliest first; the first place is 1.
type timers struct {
	heap  []*timer
	order uint64
}

// first is the earliest, nil if there is none.
func (h *timers) first() *timer {
	if len(h.heap) == 0 {
		return nil
	}
	return h.heap[0]
}

// add sets a timer that is not set.
func (h *timers) add(t *timer, at trace.Time) {
	h.order++
	t.at, t.order = at, h.order
	h.heap = append(h.heap, t)
	t.place = int32(len(h.heap))
	h.up(int(t.place))
}

// remove takes a timer back; nothing when it is not set.
func (h *timers) remove(t *timer) {
	i := int(t.place)
	if i == 0 {
		return
	}
	n := len(h.heap)
	h.swap(i, n)
	h.heap[n-1] = nil
	h.heap = h.heap[:n-1]
	t.place = 0
	if i < n && !h.up(i) {
		h.down(i)
	}
}

func (h *timers) swap(i, j int) {
	a := h.heap
	a[i-1], a[j-1] = a[j-1], a[i-1]
	a[i-1].place, a[j-1].place = int32(i), int32(j)
}

func (h *timers) up(i int) (moved bool) {
	for i > 1 && h.heap[i-1].before(h.heap[i/2-1]) {
		h.swap(i, i/2)
		i, moved = i/2, true
	}
	return moved
}

func (h *timers) down(i int) {
	for {
		least := i
		for c := 2 * i; c <= 2*i+1 && c <= len(h.heap); c++ {
			if h.heap[c-1].before(h.heap[least-1]) {
				least = c
			}
		}
		if least == i {
			return
		}
		h.swap(i, least)
		i = least
	}
}
