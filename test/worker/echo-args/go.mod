module gorun/echo-args

go 1.19
