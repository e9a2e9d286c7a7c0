package work

// This file holds how a list of items is worked through by a crew.

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Map works the items through with as many workers as the model uses for
// them: each worker gets its share (every k-th item), runs the body named, and
// hands the results of its share back. The results come in the items' order.
// The workers are called name-1, name-2 … . When one fails the others are
// still waited for; the error is the first one's. A model whose work goes through
// a pool makes one, and its workers take the items from there, some at a time.
func Map[In, Out any](w Worker, name, body string, items []In) ([]Out, error) {
	if m, ok := w.(PoolMaker); ok && m.Pooled() > 0 {
		return mapPool[In, Out](w, m.Pooled(), body, items)
	}
	n := w.Crew(len(items))
	shares := make([][]In, n)
	for i, item := range items {
		shares[i%n] = append(shares[i%n], item)
	}
	handles := make([]Handle, 0, n)
	var errs []error
	for i, share := range shares {
		arg, err := json.Marshal(share)
		if err == nil {
			var h Handle
			if h, err = w.Start(fmt.Sprintf("%s-%d", name, i+1), body, arg); err == nil {
				handles = append(handles, h)
				continue
			}
		}
		errs = append(errs, err)
		break
	}
	out := make([]Out, len(items))
	for i, h := range handles {
		data, err := h.Join()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		results, err := unpack[Out](data, len(shares[i]))
		if err != nil {
			errs = append(errs, fmt.Errorf("results of %s-%d: %w", name, i+1, err))
			continue
		}
		for j, r := range results {
			out[i+j*n] = r
		}
	}
	if len(errs) > 0 {
		return nil, errs[0]
	}
	return out, nil
}

// mapPool is Map through a pool: each task is a list of some of the items.
func mapPool[In, Out any](w Worker, workers int, body string, items []In) ([]Out, error) {
	p, err := NewPool(w, workers, PoolOptions{})
	if err != nil {
		return nil, err
	}
	parts := slices.Collect(slices.Chunk(items, max(1, p.engine.DefaultChunk(len(items)))))
	args := make([][]byte, len(parts))
	for i, part := range parts {
		if args[i], err = json.Marshal(part); err != nil {
			break
		}
	}
	var results [][]byte
	if err == nil {
		results, err = p.Map(body, args, 1)
	}
	p.Close()
	if err = errors.Join(err, p.Join()); err != nil {
		return nil, err
	}
	out := make([]Out, 0, len(items))
	for i, data := range results {
		some, err := unpack[Out](data, len(parts[i]))
		if err != nil {
			return nil, fmt.Errorf("results of task %d: %w", i+1, err)
		}
		out = append(out, some...)
	}
	return out, nil
}

// unpack reads the results of a share.
func unpack[Out any](data []byte, n int) ([]Out, error) {
	var out []Out
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, err
	}
	if len(out) != n {
		return nil, fmt.Errorf("%d of %d came back", len(out), n)
	}
	return out, nil
}

// Share makes a body of Map from a function of one item.
func Share[In, Out any](f func(w Worker, k *Kit, item In) (Out, error)) Body {
	return func(w Worker, k *Kit, arg []byte) ([]byte, error) {
		var items []In
		if err := json.Unmarshal(arg, &items); err != nil {
			return nil, fmt.Errorf("read the share of work: %w", err)
		}
		results := make([]Out, 0, len(items))
		for _, item := range items {
			r, err := f(w, k, item)
			if err != nil {
				return nil, err
			}
			results = append(results, r)
			k.Step()
		}
		return Encode(results)
	}
}

// Encode serialises a result. The error for one that cannot be is an
// *EncodingError.
func Encode(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, &EncodingError{Value: short(v), Why: err.Error()}
	}
	return data, nil
}

// short is a value in a few words.
func short(v any) string {
	const most = 60
	s := []rune(fmt.Sprint(v))
	if len(s) > most {
		s = append(s[:most], '…')
	}
	return string(s)
}
