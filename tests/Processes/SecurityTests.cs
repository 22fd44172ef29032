using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dataflow.TestKit;
using Dataflow.TestKit.Links;

namespace Dataflow.Processes;

/// <summary>A cluster under TLS that asks for a token.</summary>
public sealed class SecurityTests : IDisposable
{
    private const string Token = "open sesame";

    private readonly TestAuthority _authority = new("own");
    private readonly TestAuthority _stranger = new("stranger");
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Tls_OfOneAuthority_TakesItsMembersAndWhoHasTheToken()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(
            ["a", "b"], [.. Certificate(_authority), $"--security:token={Token}"]);
        await AssertRefusedAsync(cluster, "token", _authority.Client(), "guess");
        await AssertRefusedAsync(cluster, "certificate", _stranger.Client(), Token);

        cluster.Client = cluster.Client with { Tls = _authority.Client(), Token = Token };
        Context flow = await cluster.OpenAsync("g", "b");
        var formula = PlacedFormula.Build(flow, "b", "a", "b");
        await formula.X.AssignAsync(PlacedFormula.Numbers(1));
        NdArray<double> value = await formula.Result.EvalAsync();

        Assert.Equal(PlacedFormula.Plain(PlacedFormula.Numbers(1)).ToArray(), value.ToArray());
        Assert.Equal(["b", "a", "b"], formula.Placed.Select(node => flow.Report(node)[^1].Member));
    }

    [Fact]
    public async Task Tls_CertificateOfAnotherAuthority_IsRefusedWithTheReason()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(["a"], Certificate(_authority));
        await using HostProcess other = HostProcess.Start(
            ["host", "--member:name=b", "--member:listen=tcp://127.0.0.1:0", "--health:listen=off",
                $"--cluster:seed={cluster["a"].Address}", .. Certificate(_stranger)]);

        string line = await other.LineAsync($"member b has no link to {cluster["a"].Address}: ");

        Assert.Contains("certificate", line, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(ProcessCluster cluster, string why, TlsOptions tls, string token)
    {
        ClientOptions options = cluster.Client with { Tls = tls, Token = token, GiveUpAfter = ProcessCluster.Lease };
        var error = await Assert.ThrowsAsync<UnreachableException>(
            () => DataflowClient.ConnectAsync(cluster["a"].Address, options));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private string[] Certificate(TestAuthority authority)
    {
        using X509Certificate2 signed = authority.Sign("localhost");
        using ECDsa key = signed.GetECDsaPrivateKey()!;
        return
        [
            Write("certificate", signed.ExportCertificatePem()),
            Write("key", key.ExportPkcs8PrivateKeyPem()),
            Write("authority", authority.Authorities[0].ExportCertificatePem()),
        ];
    }

    private string Write(string option, string pem)
    {
        string file = Path.Combine(_files.Path, $"{option}-{Path.GetRandomFileName()}.pem");
        File.WriteAllText(file, pem);
        return $"--security:{option}={file}";
    }
}
