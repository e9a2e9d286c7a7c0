package work

// This file holds how a call of an interpreted function travels to another
// process: Python pickles the function's name and its arguments.

import (
	"encoding/json"
	"fmt"
	"math/big"

	"corelanes/engine/code"
)

// CallBody is the body that calls an interpreted function. Every program has it.
const CallBody = "interpreted call"

// packed is a value that travels: the field that belongs to its kind is set,
// none for None.
type packed struct {
	Int  string    `json:"i,omitempty"`
	Str  *string   `json:"s,omitempty"`
	Bool *bool     `json:"b,omitempty"`
	List *[]packed `json:"l,omitempty"`
}

// packedCall is a call that travels.
type packedCall struct {
	Fn   string   `json:"fn"`
	Args []packed `json:"args"`
}

func pack(v code.Value) (p packed, err error) {
	switch v.Kind() {
	case code.KindNone:
	case code.KindInt:
		p.Int = v.BigInt().String()
	case code.KindBool:
		b := v.Truth()
		p.Bool = &b
	case code.KindStr:
		s, _ := v.Text()
		p.Str = &s
	case code.KindList:
		list := make([]packed, 0, len(v.Items()))
		for _, x := range v.Items() {
			item, err := pack(x)
			if err != nil {
				return p, err
			}
			list = append(list, item)
		}
		p.List = &list
	default:
		return p, fmt.Errorf("TypeError: cannot pickle '%s' object", v.Kind())
	}
	return p, nil
}

func (p packed) unpack() (code.Value, error) {
	switch {
	case p.Str != nil:
		return code.Str(*p.Str), nil
	case p.Bool != nil:
		return code.Bool(*p.Bool), nil
	case p.List != nil:
		items := make([]code.Value, 0, len(*p.List))
		for _, x := range *p.List {
			v, err := x.unpack()
			if err != nil {
				return v, err
			}
			items = append(items, v)
		}
		return code.List(items...), nil
	case p.Int != "":
		n, ok := new(big.Int).SetString(p.Int, 10)
		if !ok {
			return code.None(), fmt.Errorf("%q is no int", p.Int)
		}
		return code.Big(n), nil
	}
	return code.None(), nil
}

// PackCall is the argument of CallBody for a call.
func PackCall(fn string, args []code.Value) ([]byte, error) {
	c := packedCall{Fn: fn}
	for _, a := range args {
		p, err := pack(a)
		if err != nil {
			return nil, fmt.Errorf("send the arguments of %s: %w", fn, err)
		}
		c.Args = append(c.Args, p)
	}
	return json.Marshal(c)
}

// UnpackResult is what a call that CallBody made returned.
func UnpackResult(data []byte) (code.Value, error) {
	var p packed
	if err := json.Unmarshal(data, &p); err != nil {
		return code.None(), fmt.Errorf("read the result: %w", err)
	}
	return p.unpack()
}

// runCall is CallBody's body.
func runCall(w Worker, _ *Kit, arg []byte) ([]byte, error) {
	var c packedCall
	if err := json.Unmarshal(arg, &c); err != nil {
		return nil, fmt.Errorf("read the call: %w", err)
	}
	args := make([]code.Value, 0, len(c.Args))
	for _, p := range c.Args {
		v, err := p.unpack()
		if err != nil {
			return nil, fmt.Errorf("read the arguments of %s: %w", c.Fn, err)
		}
		args = append(args, v)
	}
	v, err := w.Call(c.Fn, args...)
	if err != nil {
		return nil, err
	}
	p, err := pack(v)
	if err != nil {
		return nil, fmt.Errorf("send the result of %s: %w", c.Fn, err)
	}
	return json.Marshal(p)
}
