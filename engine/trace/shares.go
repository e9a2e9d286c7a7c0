package trace

// This file answers how much of each pixel every class of a track had.
//
// Few spans are poured: each is visited, and added to the pixels under it. Of a
// few for each pixel the lengths are counted from border to border, which reads
// memory in a row. Of many, the sums at the pixels' borders are subtracted from
// each other, and a sum costs the way to the border from the mark before it. A third
// of a frame's time is spent here, most of it waiting for memory; so the loops branch
// on nothing that they do not have to, and read ahead.

import "math/bits"

// shares fills the pixels of [from, to) with the share of each class, and tells
// which classes may have any; the track is known up to end.
func (t *track) shares(from, to, end Time, out []Share) Classes {
	clear(out)
	if to <= from || len(out) == 0 || t.classes == 0 {
		return 0
	}
	px := float64(to-from) / float64(len(out))
	lo, hi := t.between(from, to)
	parts := 1 + int(px/sumNs) // no longer than which a sum is right
	switch {
	case hi-lo <= countFrom*len(out), px < countNs && hi-lo <= countMost*len(out):
		t.pour(lo, hi, from, min(to, max(from, end)), 1/px, out)
	case hi-lo <= countMost*len(out)*parts:
		t.count(lo, hi, from, min(to, end), px, out)
	case parts == 1:
		t.differences(from, min(to, end), px, out)
	default:
		t.longDifferences(from, min(to, end), px, parts, out)
	}
	return t.classes
}

// statesMask and ownersMask leave of a word's number of a state, or of an owner, that of
// its class: see OwnerClass.
const (
	statesMask = 15
	ownersMask = NumOwners - 1
)

// mask is the one for the track's words.
func (t *track) mask() word {
	if t.owners {
		return ownersMask
	}
	return statesMask
}

// pour visits the spans lo … hi-1 and adds each to the pixels under it.
func (t *track) pour(lo, hi int, from, to Time, perNs float64, out []Share) {
	if lo >= hi {
		return
	}
	w, mask := t.words[lo], t.mask()
	a := float64(max(0, w.from()-from)) * perNs
	for i := lo; i < hi; i++ {
		end, next := to, word(0)
		if i+1 < len(t.words) {
			next = t.words[i+1]
			end = min(to, next.from())
		}
		b := float64(end-from) * perNs
		if w.what() != 0 && b > a {
			pourOne(out, (w-1)&mask, a, b)
		}
		w, a = next, b
	}
}

// pourOne adds one stretch to the pixels under it. Rounding may make a little
// more than all of a pixel.
func pourOne(out []Share, c word, a, b float64) {
	x := int(a)
	for next := float64(x + 1); next < b && x < len(out); next++ {
		out[x].add(c, float32(next-a))
		a = next
		x++
	}
	if x < len(out) {
		out[x].add(c, float32(b-a))
	}
}

func (s *Share) add(c word, part float32) {
	if c < word(NumClasses) {
		sum := s[c] + part
		if sum > 1 {
			sum = 1
		}
		s[c] = sum
	}
}

// nobody is the class of a span that is in none, among numClasses.
const (
	nobody     = 15
	numClasses = 16

	_ = uint(nobody - NumClasses)
)

// class is the one of a word's span, nobody without a branch: see mask.
func (w word) class(mask word) word {
	what := w&(1<<whatBits-1) - 1
	return what&mask | what>>60
}

// count adds the spans lo … hi-1 up, pixel by pixel.
func (t *track) count(lo, hi int, from, to Time, px float64, out []Share) {
	var sum [numClasses]Time
	words, mask, perNs := t.words[lo:hi], t.mask(), float32(1/px)
	c, at := words[0].class(mask), max(from, words[0].from())
	words = words[1:]
	for x := int(float64(at-from) / px); x < len(out) && at < to; x++ {
		border := to
		if x+1 < len(out) {
			border = min(to, from+Time(float64(x+1)*px))
		}
		n := 0
		for _, next := range words {
			began := next.from()
			if began >= border {
				break
			}
			sum[c%numClasses] += began - at
			c, at = next.class(mask), began
			n++
		}
		words = words[n:]
		if border <= at {
			continue
		}
		sum[c%numClasses] += border - at
		at = border
		share := &out[x]
		for some := t.classes; some != 0; some &= some - 1 {
			class := bits.TrailingZeros16(uint16(some))
			if class < NumClasses {
				share[class] = min(float32(sum[class])*perNs, 1)
				sum[class] = 0
			}
		}
	}
}

// list is the classes of a set, the lowest first.
type list struct {
	classes [NumClasses]uint8
	n       int
}

func (c Classes) list() (l list) {
	for ; c != 0 && l.n < NumClasses; c &= c - 1 {
		l.classes[l.n] = uint8(bits.TrailingZeros16(uint16(c)))
		l.n++
	}
	return l
}

// border is the moment between two pixels, and what is known there.
type border struct {
	when Time
	x    int32 // the pixel before it
	mark int32 // the last one before it
	some word  // read ahead, for the words from the mark on are a line of memory
	sum  uint32
}

// ahead is how many borders are looked up together: so many waits for memory
// happen at once, and what they bring still lies near when it is needed.
const ahead = 16

// differences fills the pixels by the sums at their borders.
func (t *track) differences(from, to Time, px float64, out []Share) {
	list := t.classes.list()
	at := max(from, t.words[0].from())
	x, k := int(float64(at-from)/px), t.lastMark(at, 0)
	var some [ahead]border
	var before, sum sums
	t.sumAt(k, at, &list, &before)
	perNs := float32(1 / px)
	by := 0 // how many marks lay between the last two borders, or a few less
	for x < len(out) && at < to {
		n := 0
		for ; n < ahead && x < len(out) && at < to; x++ {
			b := &some[n]
			b.when, b.x = to, int32(x)
			if x+1 < len(out) {
				b.when = min(to, from+Time(float64(x+1)*px))
			}
			if b.when <= at {
				continue
			}
			at = b.when
			was := k
			if far := k + by; by > few && far < len(t.whens) && t.whens[far] <= at { // about as far as the last time
				k = far
			}
			k = t.lastMark(at, k)
			by = (k - was) * 7 / 8
			b.mark = int32(k)
			b.some, b.sum = t.words[k*markEvery], t.marks[k*list.n]
			n++
		}
		for i := range some[:n] {
			b := &some[i]
			t.sumAt(int(b.mark), b.when, &list, &sum)
			share := &out[b.x]
			for _, c := range list.classes[:list.n] {
				share[c] = min(float32(sum[c]-before[c])*perNs, 1)
				before[c] = sum[c]
			}
		}
	}
}

// longDifferences is differences for pixels that are so long that each must be made
// of several parts.
func (t *track) longDifferences(from, to Time, px float64, parts int, out []Share) {
	fine := make([]Share, len(out)*parts)
	t.differences(from, to, px/float64(parts), fine)
	for x := range out {
		for c := range out[x] {
			var sum float64
			for i := range parts {
				sum += float64(fine[x*parts+i][c])
			}
			out[x][c] = float32(sum / float64(parts))
		}
	}
}

// few is among how many marks the next one is found by counting.
const few = 8

// lastMark is the last mark that is no later than a moment; k is one of those. Whether
// it is one of the next few cannot be foretold, so those are counted.
func (t *track) lastMark(when Time, k int) int {
	if rest := t.whens[k:]; len(rest) > few && rest[few] > when {
		for _, w := range rest[1:few] {
			k += int(uint64(w-when-1) >> 63)
		}
		return k
	}
	step := 1
	for k+step < len(t.whens) && t.whens[k+step] <= when {
		k += step
		step *= 2
	}
	for ; step > 0; step /= 2 {
		if k+step < len(t.whens) && t.whens[k+step] <= when {
			k += step
		}
	}
	return k
}

// sumAt is how long each class of the list, which is the track's, had lasted at a
// moment: mark k is the last one before it. Other sums are left as they are.
func (t *track) sumAt(k int, when Time, list *list, sum *sums) {
	for i, v := range t.marks[k*list.n:][:list.n] {
		sum[list.classes[i]%numClasses] = v
	}
	words, mask := t.words[k*markEvery:min((k+1)*markEvery, len(t.words))], t.mask()
	w := words[0]
	for _, next := range words[1:] { // those behind the moment add nothing
		sum[w.class(mask)%numClasses] += uint32(max(0, min(next.from(), when)-w.from()))
		w = next
	}
	sum[w.class(mask)%numClasses] += uint32(max(0, when-w.from())) // it lasts until the next mark at least
}
