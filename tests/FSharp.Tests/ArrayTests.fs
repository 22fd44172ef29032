/// The signs and methods of arrays, which compute at once, as F# writes them.
module Dataflow.FSharp.Tests.ArrayTests

open System
open Dataflow
open Xunit

let private a = NdArray<float>.From [| 1.0; 2.0; -3.0 |]
let private b = NdArray<float>.From [| 4.0; 2.0; 5.0 |]

let private holds (expected: float list) (array: NdArray<float>) =
    Assert.Equal<float list>(expected, List.ofArray (array.ToArray()))

[<Fact>]
let Signs_BetweenArrays_Compute () =
    a + b |> holds [ 5.0; 4.0; 2.0 ]
    a - b |> holds [ -3.0; 0.0; -8.0 ]
    a * b |> holds [ 4.0; 4.0; -15.0 ]
    b / a |> holds [ 4.0; 1.0; 5.0 / -3.0 ]
    b % a |> holds [ 0.0; 0.0; 2.0 ]
    -a |> holds [ -1.0; -2.0; 3.0 ]

[<Fact>]
let Signs_BesideNumbers_Compute () =
    1.0 + a * 2.0 |> holds [ 3.0; 5.0; -5.0 ]
    (1.0 - a) / 2.0 |> holds [ 0.0; -0.5; 2.0 ]
    (6.0 / a) - 1.0 |> holds [ 5.0; 2.0; -3.0 ]
    (7.0 % b) + (a % 2.0) |> holds [ 4.0; 1.0; 1.0 ]

[<Fact>]
let Comparisons_ByName_Compute () =
    NdArray<float>.op_LessThan (a, b) |> holds [ 1.0; 0.0; 1.0 ]
    NdArray<float>.op_GreaterThan (a, 1.0) |> holds [ 0.0; 1.0; 0.0 ]
    NdArray<float>.op_LessThanOrEqual (2.0, a) |> holds [ 0.0; 1.0; 0.0 ]
    NdArray<float>.op_GreaterThanOrEqual (a, b) |> holds [ 0.0; 1.0; 0.0 ]

[<Fact>]
let Methods_OfArrays_Compute () =
    a.Abs().Sum() |> holds [ 6.0 ]
    a.Slice(ReadOnlySpan [| AxisSlice.Range(Nullable 1L) |]) |> holds [ 2.0; -3.0 ]
    NdArray<float>.From(array2D [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]).Transpose(ReadOnlySpan<int>.Empty)
    |> holds [ 1.0; 3.0; 2.0; 4.0 ]
