import markAddress from '../mark.svg'
import { SetUpSecondFactor } from '../parts/second-factor.tsx'
import { useSignOut } from '../session.ts'

/** Before anything opens: the post asks for a second factor, and the account has none yet. */
export function SecondFactorPage() {
  const signOut = useSignOut()
  return (
    <main className="sign-in wide">
      <title>绑定动态口令 · 护薪</title>
      <section className="card" aria-labelledby="factor-title">
        <p className="brand-line">
          <img src={markAddress} alt="" />
          护薪
        </p>
        <h1 id="factor-title">绑定动态口令</h1>
        <p>按本单位的规定，您的岗位登录须用动态口令。绑定之前打不开其他页面。</p>
        {/* Loading anew asks again who is signed in, and what opens. */}
        <SetUpSecondFactor done={() => window.location.assign('/')} />
        <p>
          <button type="button" className="plain-button" onClick={signOut.run}>
            退出登录
          </button>
        </p>
      </section>
    </main>
  )
}
