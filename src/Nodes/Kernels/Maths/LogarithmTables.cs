using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Nodes.Kernels;

/// <summary>
/// For each sixteenth of the numbers' range a reciprocal near its middle, and minus its logarithm. The reciprocals are
/// chosen so that the logarithm has some bits of zeros behind those kept. Of doubles it is also a whole multiple of
/// 2^-42, so that its sum with a multiple of log(2), which is rounded to that grid too, is exact. The sixteenth around
/// 1 has 1 and 0.
/// </summary>
internal static unsafe class LogarithmTables
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private static ReadOnlySpan<double> NaturalReciprocals =>
    [
        1.2885922104945267, 1.2387118216052018, 1.1925501815478745, 1.1497050166403751, 1.1098264139696659,
        1.0726269337352989, 1.0378341917559972, 1, 0.95049677740271199, 0.89719895746579592, 0.84955887056699564,
        0.80672213809543303, 0.76799733593525454, 0.73282664675916875, 0.7007276800185458, 0.6713304122029804,
    ];

    private static ReadOnlySpan<float> NaturalReciprocalsSingle =>
    [
        1.28925192f, 1.23953724f, 1.19178724f, 1.14931715f, 1.108917f, 1.0731374f, 1.03703153f, 1f, 0.950848162f,
        0.897074699f, 0.849145055f, 0.806684613f, 0.76838851f, 0.732368052f, 0.700750589f, 0.671760738f,
    ];

    private static ReadOnlySpan<double> NaturalLogarithms =>
    [
        -0.25355031276740192, -0.21407198609040279, -0.17609402385755857, -0.13950540220230323, -0.10420361928390776,
        -0.070110717950001344, -0.037136033791512091, 0, 0.050770507482639005, 0.10847763832316559,
        0.16303804001586286, 0.21477598462979586, 0.26396901467478529, 0.31084610334778517, 0.35563594100563023,
        0.3984938456180771,
    ];

    private static ReadOnlySpan<float> NaturalLogarithmsSingle =>
    [
        -0.254062146f, -0.214738116f, -0.175454065f, -0.139167979f, -0.103383861f, -0.07058651f, -0.0363623351f, 0f,
        0.0504008904f, 0.108616143f, 0.163525254f, 0.214822501f, 0.263459802f, 0.311472088f, 0.355603248f,
        0.397853047f,
    ];

    private static ReadOnlySpan<double> BinaryReciprocals =>
    [
        1.2885865495442412, 1.238711795715931, 1.1925459583302447, 1.1497001069399002, 1.1098244162904338,
        1.0726281428718574, 1.0378351600585054, 1, 0.95049375757213328, 0.8971964313200087, 0.84955895141900439,
        0.80672113835074, 0.76800119693415458, 0.73282445563471699, 0.70073186700955792, 0.67132905247330266,
    ];

    private static ReadOnlySpan<float> BinaryReciprocalsSingle =>
    [
        1.28767598f, 1.23917246f, 1.19252992f, 1.14956033f, 1.10931802f, 1.07223368f, 1.03838634f, 1f, 0.95008564f,
        0.897050619f, 0.849426687f, 0.806267858f, 0.767860174f, 0.732654572f, 0.700701475f, 0.671015322f,
    ];

    private static ReadOnlySpan<double> BinaryLogarithms =>
    [
        -0.36578944088773824, -0.30884056257332304, -0.25404486587649444, -0.20125759103621021, -0.15033144794097097,
        -0.1011500114007049, -0.05357731782760311, 0, 0.073250942973345445, 0.15650421290183658, 0.23521403450672551,
        0.30985803581393156, 0.38081953549090031, 0.44846044539053764, 0.51306558807891633, 0.57490801697213101,
    ];

    private static ReadOnlySpan<float> BinaryLogarithmsSingle =>
    [
        -0.364769608f, -0.309376985f, -0.254025459f, -0.201082185f, -0.149673015f, -0.100619353f, -0.0543433167f, 0f,
        0.0738705322f, 0.156738698f, 0.23543866f, 0.310668886f, 0.381084472f, 0.448794931f, 0.513128161f,
        0.575582385f,
    ];

    private static ReadOnlySpan<double> DecimalReciprocals =>
    [
        1.2885862810982589, 1.2387091771547767, 1.1925450751716049, 1.149697523192788, 1.1098246330813759,
        1.0726287816994156, 1.0378355816456397, 1, 0.95049705174415278, 0.89719861212344787, 0.84955959926426838,
        0.80672502610198304, 0.76799922759714689, 0.73282533742236378, 0.70073163688190698, 0.67132816454817956,
    ];

    private static ReadOnlySpan<float> DecimalReciprocalsSingle =>
    [
        1.28845811f, 1.23911631f, 1.19234312f, 1.14967847f, 1.11019683f, 1.07267237f, 1.037637f, 1f, 0.950947821f,
        0.89729023f, 0.849846542f, 0.807022035f, 0.767893136f, 0.733277559f, 0.700942218f, 0.671408176f,
    ];

    private static ReadOnlySpan<double> DecimalLogarithms =>
    [
        -0.11011350332955772, -0.092969355139302934, -0.076474803249539036, -0.060583595756042996,
        -0.045254359956061307, -0.030449446147031267, -0.016128556171452146, 0, 0.022049225892942559,
        0.047111406898693531, 0.070806148609335651, 0.093274470230198858, 0.11463921675294841, 0.13499952335700982,
        0.15444827438159336, 0.17306513227094911,
    ];

    private static ReadOnlySpan<float> DecimalLogarithmsSingle =>
    [
        -0.110070303f, -0.0931120738f, -0.0764012486f, -0.0605763979f, -0.0453999825f, -0.030467093f, -0.0160454474f,
        0f, 0.0218433123f, 0.0470670611f, 0.0706594884f, 0.093114607f, 0.114699215f, 0.134731606f, 0.154317781f,
        0.173013374f,
    ];

    [MethodImpl(Inline)]
    public static V NaturalReciprocal<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(NaturalReciprocalsSingle) : Address(NaturalReciprocals));

    [MethodImpl(Inline)]
    public static V NaturalLogarithm<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(NaturalLogarithmsSingle) : Address(NaturalLogarithms));

    [MethodImpl(Inline)]
    public static V BinaryReciprocal<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(BinaryReciprocalsSingle) : Address(BinaryReciprocals));

    [MethodImpl(Inline)]
    public static V BinaryLogarithm<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(BinaryLogarithmsSingle) : Address(BinaryLogarithms));

    [MethodImpl(Inline)]
    public static V DecimalReciprocal<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(DecimalReciprocalsSingle) : Address(DecimalReciprocals));

    [MethodImpl(Inline)]
    public static V DecimalLogarithm<V>(V index) where V : unmanaged, IVector<V> => V.Lookup(
        index, V.IsSingle ? Address(DecimalLogarithmsSingle) : Address(DecimalLogarithms));

    /// <summary>The numbers are part of the assembly's image, which does not move.</summary>
    [MethodImpl(Inline)]
    private static void* Address<T>(ReadOnlySpan<T> table) => Unsafe.AsPointer(ref MemoryMarshal.GetReference(table));
}
