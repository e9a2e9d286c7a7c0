package paint

// This file measures columns of shares beside the plain way, each column class by
// class.

import (
	"encoding/binary"
	"image"
	"math/rand/v2"
	"testing"

	"corelanes/engine/trace"
)

func BenchmarkColumns(b *testing.B) {
	const width, height = 1810, 13
	shares := make([]trace.Share, width)
	rnd := rand.New(rand.NewPCG(1, 2))
	var classes trace.Classes
	for x := range shares {
		run := rnd.Float32()
		io := 0.1 * rnd.Float32() * (1 - run)
		for s, part := range map[trace.State]float32{trace.StateRunning: run, trace.StateIO: io, trace.StateBlocked: 1 - run - io} {
			shares[x][s-1] = part
			classes |= 1 << (s - 1)
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	f := frame{Painter: &Painter{stacks: make([]stack, width)}, canvas: newCanvas(img)}
	b.Run("in-stacks", func(b *testing.B) {
		for b.Loop() {
			f.columns(img.Rect, shares, 1, classes, nil, &stateColours)
		}
	})
	b.Run("only-stacking", func(b *testing.B) {
		for b.Loop() {
			pile(f.stacks, shares, classes, 0, height)
		}
	})
	b.Run("one-by-one", func(b *testing.B) {
		for b.Loop() {
			f.oneByOne(img.Rect, shares)
		}
	})
}

// oneByOne is the plain way.
func (f *frame) oneByOne(bar image.Rectangle, shares []trace.Share) {
	h := float32(bar.Dy())
	for x := range shares {
		var upTo float32
		y, at := bar.Max.Y, 4*x
		for class, v := range &shares[x] {
			if v == 0 {
				continue
			}
			upTo += v
			top := max(bar.Max.Y-int(upTo*h+0.5), bar.Min.Y)
			for i, end := top*f.stride+at, y*f.stride+at; i < end; i += f.stride {
				binary.LittleEndian.PutUint32(f.pix[i:], stateColours[class])
			}
			y = top
		}
	}
}
