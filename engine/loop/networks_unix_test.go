//go:build unix

package loop_test

import (
	"corelanes/engine/loop"
	"corelanes/engine/osys"
)

// networks are the networks that a loop can have here.
func networks() map[string]loop.Options {
	return map[string]loop.Options{
		"system":  {},
		"lean":    {Lean: true},
		"netpoll": {Network: portable},
		"select": {Network: func() (osys.Network, error) {
			s, err := osys.NewSelectSelector()
			if err != nil {
				return nil, err
			}
			return osys.Plain(s), nil
		}},
	}
}
