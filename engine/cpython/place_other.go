//go:build !linux

package cpython

import "errors"

// canPlace says whether it can be told where another process's threads run.
const canPlace = false

func look(int, int) (map[int]place, error) { return nil, errors.ErrUnsupported }
