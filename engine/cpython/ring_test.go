package cpython

import (
	"encoding/binary"
	"slices"
	"testing"
)

// put writes a record as an agent does.
func put(mem []byte, number, thread uint64, i int, t int64, word uint64) {
	at := position(number)
	binary.NativeEndian.PutUint64(mem[at+8:], number)
	binary.NativeEndian.PutUint64(mem[at:], thread)
	b := mem[at+recordBytes*(i+1):]
	binary.NativeEndian.PutUint64(b, uint64(t))
	binary.NativeEndian.PutUint64(b[24:], word)
}

func newRing() *ring {
	mem := make([]byte, ringBytes)
	binary.NativeEndian.PutUint64(mem, ringMagic)
	return &ring{mem: mem}
}

func times(all []record) (out []int64) {
	for _, r := range all {
		out = append(out, r.t)
	}
	return out
}

func TestRecordsAreReadOnceAndInTheirOrder(t *testing.T) {
	r := newRing()
	put(r.mem, 1, 7, 0, 10, kindRun)
	put(r.mem, 2, 8, 0, 11, kindRun)
	got := r.read(nil)
	if !slices.Equal(times(got), []int64{10, 11}) || got[1].thread != 8 {
		t.Errorf("read %v", got)
	}
	put(r.mem, 1, 7, 1, 12, kindSleep)
	if got := r.read(nil); !slices.Equal(times(got), []int64{12}) || got[0].kind() != kindSleep {
		t.Errorf("then %v", got)
	}
	if got := r.read(nil); len(got) != 0 {
		t.Errorf("again %v", got)
	}
}

func TestAChunkThatWasPassedOverIsFoundLater(t *testing.T) {
	r := newRing()
	put(r.mem, 2, 8, 0, 11, kindRun)
	r.read(nil)
	put(r.mem, 1, 7, 0, 10, kindRun) // its thread was stopped before it had written its number
	if got := r.read(nil); !slices.Equal(times(got), []int64{10}) {
		t.Errorf("read %v", got)
	}
}

func TestAFullChunkIsClearedAndHandedBack(t *testing.T) {
	r := newRing()
	const n = chunkBytes/recordBytes - 1
	for i := range n {
		put(r.mem, 1, 7, i, int64(i+1), kindRun)
	}
	if got := r.read(nil); len(got) != n {
		t.Fatalf("read %d of %d", len(got), n)
	}
	at := position(1)
	if slices.Max(r.mem[at:at+chunkBytes]) != 0 {
		t.Error("the chunk is not clear")
	}
	next := uint64(1 + chunkCount - 2) // the same place again
	for m := uint64(2); m < next; m++ {
		put(r.mem, m, 7, 0, int64(1000+m), kindEnd)
		r.read(nil)
	}
	put(r.mem, next, 9, 0, 5000, kindRun)
	if got := r.read(nil); !slices.Equal(times(got), []int64{5000}) || got[0].thread != 9 {
		t.Errorf("the second time: %v", got)
	}
}

func TestLostRecordsAreCountedOnce(t *testing.T) {
	r := newRing()
	binary.NativeEndian.PutUint64(r.mem[lostAt:], 300)
	if a, b := r.newlyLost(), r.newlyLost(); a != 300 || b != 0 {
		t.Errorf("lost %d, then %d", a, b)
	}
}

// FuzzRing gives the reader memory in which anything may stand.
func FuzzRing(f *testing.F) {
	r := newRing()
	put(r.mem, 1, 7, 0, 10, kindTake|flagTimed)
	f.Add(r.mem[chunkBytes : chunkBytes+256])
	f.Add([]byte{255, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newRing()
		for at := 8; at < len(r.mem) && len(data) > 0; at += chunkBytes + 8 {
			copy(r.mem[at:], data)
		}
		n := 0
		for range 3 {
			got := r.read(nil)
			n += len(got)
			for _, x := range got {
				if x.kind() <= 0 || x.kind() >= numKinds {
					t.Fatalf("a record of kind %d", x.kind())
				}
			}
			r.newlyLost()
		}
		if n > ringBytes/recordBytes {
			t.Fatalf("%d records in memory for %d", n, ringBytes/recordBytes)
		}
	})
}
