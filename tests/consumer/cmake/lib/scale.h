#pragma once
int scale_by_parts(int value);
