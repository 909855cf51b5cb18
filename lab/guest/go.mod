module gorun/lab/guest

go 1.19
