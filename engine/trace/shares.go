package trace

// This file answers how much of each pixel every class of a track had.
//
// Few spans are poured: each is visited, and added to the pixels under it. Of a
// few for each pixel the lengths are counted from border to border, which reads
// memory in a row. Of many, the sums at the pixels' borders are subtracted from
// each other, and a sum costs the way to the border from the mark before it or the
// one after it, whichever is nearer in time. Half of a frame's time is spent here,
// most of it waiting for memory; so the loops branch on nothing that they do not
// have to, and read ahead.

import "math/bits"

// shares fills the pixels of [from, to) with the share of each class, and tells
// which classes may have any; the track is known up to end.
func (t *track) shares(from, to, end Time, out []Share) Classes {
	clear(out)
	if to <= from || len(out) == 0 || len(t.words) == 0 {
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

// border is the moment between two pixels, and what is known there.
type border struct {
	when Time
	x    int32 // the pixel before it
	mark int32 // the mark that is nearest in time
	near word  // the span that began there
	some word  // a span about where the border lies: read ahead
	sum  sums  // how long each class had lasted
}

// ahead is how many borders are looked up together: so many waits for memory
// happen at once, and what they bring still lies near when it is needed.
const ahead = 16

// differences fills the pixels by the sums at their borders.
func (t *track) differences(from, to Time, px float64, out []Share) {
	at := max(from, t.words[0].from())
	var some [ahead]border
	x, k := int(float64(at-from)/px), t.lastMark(at, 0)
	some[0] = border{when: at, mark: int32(k)}
	t.look(&some[0])
	t.arrive(&some[0])
	before := some[0].sum
	perNs := float32(1 / px)
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
			k = t.lastMark(at, k)
			b.mark = int32(k)
			t.look(b)
			n++
		}
		for i := range some[:n] {
			b := &some[i]
			t.arrive(b)
			share := &out[b.x]
			for c := range &b.sum {
				share[c] = min(float32(b.sum[c]-before[c])*perNs, 1)
			}
			before = b.sum
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

// lastMark is the last mark that is no later than a moment; k is one of those.
func (t *track) lastMark(when Time, k int) int {
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

// look goes on to the nearest mark and reads what stands there, and a word that
// lies about where the way from there ends.
func (t *track) look(b *border) {
	n := int(b.mark)
	at := n * markEvery
	if n+1 < len(t.whens) {
		before, after := b.when-t.whens[n], t.whens[n+1]-b.when
		at += int(float32(before) / float32(before+after) * markEvery)
		if before > after {
			b.mark++
		}
	}
	b.some = t.words[min(at, len(t.words)-1)]
	b.sum, b.near = t.marks[b.mark], t.words[b.mark*markEvery]
}

// arrive makes the sum at the mark the one at the border.
func (t *track) arrive(b *border) {
	if b.near.from() <= b.when {
		t.walk(int(b.mark)*markEvery, b.when, &b.sum)
	} else {
		t.walkBack(int(b.mark)*markEvery, b.when, &b.sum)
	}
}

// walk adds to sum how long each class lasted from the beginning of span i up
// to a moment that is no earlier; the last span goes on for ever.
func (t *track) walk(i int, to Time, sum *sums) {
	w, mask := t.words[i], t.mask()
	for _, next := range t.words[i+1:] {
		if next.from() > to {
			break
		}
		sum.put(w, mask, next.from()-w.from())
		w = next
	}
	sum.put(w, mask, to-w.from())
}

// walkBack takes from sum how long each class lasted from a moment up to the
// beginning of span i, which is no earlier.
func (t *track) walkBack(i int, from Time, sum *sums) {
	until, mask := t.words[i].from(), t.mask()
	for i--; i >= 0; i-- {
		w := t.words[i]
		if w.from() <= from {
			sum.put(w, mask, from-until)
			return
		}
		sum.put(w, mask, w.from()-until)
		until = w.from()
	}
}

// put adds a stretch of a span to its class. It does not branch on what the span
// is, for nobody can foretell that: class 0 adds nothing to class 1.
func (s *sums) put(w, mask word, d Time) {
	c := (w - 1) & mask
	if w.what() == 0 {
		c, d = 0, 0
	}
	if c < word(NumClasses) {
		s[c] += uint32(d)
	}
}
