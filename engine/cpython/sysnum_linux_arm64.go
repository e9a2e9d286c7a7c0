package cpython

const sysProcessVMReadv = 270
